package io.kuma.policy.healthcheck;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.Selector;
import io.kuma.model.Sync;
import io.kuma.model.schema.Limits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Active health checks by tags, as on the wire (contract section 3.2). */
@Doc("How clients find out which instances of a service are well.")
@Kind(
    path = "health-checks",
    argument = "healthcheck",
    shape = Shape.FLAT,
    sync = Sync.GLOBAL_TO_ZONE,
    inspectable = true)
public record HealthCheck(
    @Doc("Who opens the connections.") List<Selector> sources,
    @Doc("The services they lead to.") List<Selector> destinations,
    @Doc("How instances are checked.") @Nullable Conf conf)
    implements LegacyPolicy.OfServices {

  public HealthCheck {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
  }

  /** How instances are checked: by HTTP, by TCP, or, if neither is said, by connecting. */
  public record Conf(
      @Doc("The time between checks.") @Nullable Duration interval,
      @Doc("How long an instance may take to answer.") @Nullable Duration timeout,
      @Doc("How many failures in a row make it unwell.") @Limits(minimum = 0)
          int unhealthyThreshold,
      @Doc("How many successes in a row make it well again.") @Limits(minimum = 0)
          int healthyThreshold,
      @Doc("The longest random time before the first check.") @Nullable Duration initialJitter,
      @Doc("The longest random time that is added to the interval.")
          @Nullable Duration intervalJitter,
      @Doc("The longest random time that is added to the interval, in percent of it.")
          @Limits(minimum = 0)
          int intervalJitterPercent,
      @Doc("If fewer instances are well, in percent, all of them are used.")
          @Nullable Double healthyPanicThreshold,
      @Doc("Whether requests fail then instead.") @Nullable Boolean failTrafficOnPanic,
      @Doc("A file for changes of health.") @Nullable String eventLogPath,
      @Doc("Whether each failure is written to it, and not only changes.")
          @Nullable Boolean alwaysLogHealthCheckFailures,
      @Doc("The time between checks while nobody uses the service.")
          @Nullable Duration noTrafficInterval,
      @Doc("By what is answered to bytes.") @Nullable Tcp tcp,
      @Doc("By the status of a request.") @Nullable Http http,
      @Doc("Whether checks share a connection; they do if it is not said.")
          @Nullable Boolean reuseConnection) {}

  /** By what is answered to bytes; by connecting alone if there are none. */
  public record Tcp(
      @Doc("What is sent.") @Limits(format = "byte") @Nullable String send,
      @Doc("What has to come back, in this order.") List<@Limits(format = "byte") String> receive) {
    public Tcp {
      receive = List.copyOf(receive);
    }
  }

  /** By the status of a request. */
  public record Http(
      @Doc("The path.") String path,
      @Doc("Headers of the request.") List<HeaderToAdd> requestHeadersToAdd,
      @Doc("Statuses of the well; 200 if there are none.")
          List<@Limits(minimum = 0) Integer> expectedStatuses) {
    public Http {
      requestHeadersToAdd = List.copyOf(requestHeadersToAdd);
      expectedStatuses = List.copyOf(expectedStatuses);
    }
  }

  /** A header of the request. */
  public record HeaderToAdd(
      @Doc("The header.") @Nullable Header header,
      @Doc("Whether it is added to one that is there; it is if it is not said.")
          @Nullable Boolean append) {}

  /** A header. */
  public record Header(@Doc("Its name.") String key, @Doc("Its value.") String value) {}
}
