package io.kuma.policy.meshhealthcheck;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.IntOrString;
import io.kuma.model.Kind;
import io.kuma.model.Policy;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import io.kuma.model.schema.Limits;
import io.kuma.resource.meshhttproute.HeaderModifier.HeaderValue;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Active health checks, as on the wire (contract section 3.4). */
@Doc("How a proxy finds out by asking which instances of a destination are well.")
@Kind(
    shortName = "mhc",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshHealthCheck(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("The checks, by destination.") @Nullable List<To> to)
    implements Policy {

  public MeshHealthCheck {
    to = to == null ? null : List.copyOf(to);
  }

  /** The checks of one destination. */
  public record To(
      @Doc("The destination.") TargetRef targetRef,
      @Doc("Its checks.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.To<Conf> {}

  /** When instances are asked, what counts as well, and how they are asked. */
  public record Conf(
      @Doc("Between two checks of an instance; 1 min if nothing says otherwise.")
          @Nullable Duration interval,
      @Doc("Until an answer has to be there; 15 s if nothing says otherwise.")
          @Nullable Duration timeout,
      @Doc("Failed checks in a row until an instance is unwell; 5 if nothing says otherwise.")
          @Nullable Integer unhealthyThreshold,
      @Doc("Passed checks in a row until an instance is well again; 1 if nothing says otherwise.")
          @Nullable Integer healthyThreshold,
      @Doc("The most that the first check is put off, by a random time.")
          @Nullable Duration initialJitter,
      @Doc("The most that each check is put off, by a random time.")
          @Nullable Duration intervalJitter,
      @Doc(
              "The most that each check is put off, by a random time, in percent of the interval; on"
                  + " top of intervalJitter.")
          @Nullable Integer intervalJitterPercent,
      @Doc(
              "The share of well instances, in percent, below which all of them are used, well or"
                  + " not. MeshCircuitBreaker has replaced it.")
          @Nullable IntOrString healthyPanicThreshold,
      @Doc("Below the healthyPanicThreshold, to use none of the instances instead of all.")
          @Nullable Boolean failTrafficOnPanic,
      @Doc("Between two checks while nothing was sent to the destination yet.")
          @Nullable Duration noTrafficInterval,
      @Doc("A file at the proxy that health events are written to.") @Nullable String eventLogPath,
      @Doc("To write down every failed check, and not only the first in a row.")
          @Nullable Boolean alwaysLogHealthCheckFailures,
      @Doc("To keep the connection open from check to check; so it is if absent.")
          @Nullable Boolean reuseConnection,
      @Doc("Checks by bytes, for TCP and where no other check applies.") @Nullable Tcp tcp,
      @Doc("Checks by requests, for HTTP.") @Nullable Http http,
      @Doc("Checks by the health service of gRPC.") @Nullable Grpc grpc) {}

  /** Checks by bytes. */
  public record Tcp(
      @Doc("To leave them out.") @Nullable Boolean disabled,
      @Doc("What is sent, as it stands here; to connect is enough if absent.")
          @Nullable String send,
      @Doc("What has to stand in the answer, in this order.") @Nullable List<String> receive) {
    public Tcp {
      receive = receive == null ? null : List.copyOf(receive);
    }
  }

  /** Checks by requests. */
  public record Http(
      @Doc("To leave them out, and check by bytes.") @Nullable Boolean disabled,
      @Doc("The path that is asked for; / if absent.") @Nullable String path,
      @Doc("Headers of the requests.") @Nullable RequestHeaders requestHeadersToAdd,
      @Doc("The statuses that pass; 200 if absent.") @Nullable List<Integer> expectedStatuses) {
    public Http {
      expectedStatuses = expectedStatuses == null ? null : List.copyOf(expectedStatuses);
    }
  }

  /** Headers of the requests. */
  public record RequestHeaders(
      @Doc("Headers that are set, whatever they were.") @Limits(maxItems = 16, listKeys = "name")
          @Nullable List<HeaderValue> set,
      @Doc("Headers that are added to those that are there.")
          @Limits(maxItems = 16, listKeys = "name")
          @Nullable List<HeaderValue> add) {
    public RequestHeaders {
      set = set == null ? null : List.copyOf(set);
      add = add == null ? null : List.copyOf(add);
    }
  }

  /** Checks by the health service of gRPC. */
  public record Grpc(
      @Doc("To leave them out, and check by bytes.") @Nullable Boolean disabled,
      @Doc("The service that is asked about; the server as a whole if absent.")
          @Nullable String serviceName,
      @Doc("The authority of the requests; the cluster's name if absent.")
          @Nullable String authority) {}
}
