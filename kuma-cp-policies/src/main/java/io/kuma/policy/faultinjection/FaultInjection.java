package io.kuma.policy.faultinjection;

import io.kuma.model.Bandwidth;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.Selector;
import io.kuma.model.Sync;
import io.kuma.model.schema.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Faults by tags, as on the wire (contract section 3.2). */
@Doc("Makes up faults, to try out what clients do about them.")
@Kind(path = "fault-injections", shape = Shape.FLAT, sync = Sync.GLOBAL_TO_ZONE, inspectable = true)
public record FaultInjection(
    @Doc("Who opens the connections.") List<Selector> sources,
    @Doc("The inbounds they lead to.") List<Selector> destinations,
    @Doc("The faults.") @Nullable Conf conf)
    implements LegacyPolicy.OfClients {

  public FaultInjection {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
  }

  /** The faults; each happens on its own. */
  public record Conf(
      @Doc("Requests that wait.") @Nullable Delay delay,
      @Doc("Requests that fail.") @Nullable Abort abort,
      @Doc("Answers that come slowly.") @Nullable ResponseBandwidth responseBandwidth) {}

  /** Requests that wait. */
  public record Delay(
      @Doc("The part of the requests, in percent.") @Nullable Double percentage,
      @Doc("How long they wait.") @Nullable Duration value) {}

  /** Requests that fail. */
  public record Abort(
      @Doc("The part of the requests, in percent.") @Nullable Double percentage,
      @Doc("The status of the answer.") @Limits(minimum = 0) @Nullable Integer httpStatus) {}

  /** Answers that come slowly. */
  public record ResponseBandwidth(
      @Doc("The part of the answers, in percent.") @Nullable Double percentage,
      @Doc("How fast they come at most, such as 50kbps, 10mbps or 1gbps.") @Nullable String limit) {
    /**
     * What the limit says; empty if it is no bandwidth, or 0. Unlike newer policies this one spells
     * units in lower case, which upstream accepts and then does not understand (observed behaviour
     * 6).
     */
    public Optional<Bandwidth> bandwidth() {
      return Optional.ofNullable(limit)
          .flatMap(text -> Bandwidth.parse(text.replace("mbps", "Mbps").replace("gbps", "Gbps")))
          .filter(bandwidth -> bandwidth.kbps() > 0);
    }
  }
}
