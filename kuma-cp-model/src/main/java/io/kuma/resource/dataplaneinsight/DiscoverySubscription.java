package io.kuma.resource.dataplaneinsight;

import io.kuma.model.Doc;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One connection of a proxy to a control plane. Zone proxies have them too. */
public record DiscoverySubscription(
    @Doc("Identifies the connection.") String id,
    @Doc("The control plane that served it.") String controlPlaneInstanceId,
    @Doc("When it began.") @Nullable Instant connectTime,
    @Doc("When it ended; absent while it stands.") @Nullable Instant disconnectTime,
    @Doc("What was sent and acknowledged.") @Nullable Status status,
    @Doc("What runs at the other end.") @Nullable Version version,
    @Doc("Counts the writes, so that a late one does not undo a newer one.") int generation) {

  /** Whether the connection stands. */
  public boolean isOnline() {
    return connectTime != null && disconnectTime == null;
  }

  /** The same, ended. */
  public DiscoverySubscription ended(Instant time) {
    return new DiscoverySubscription(
        id, controlPlaneInstanceId, connectTime, time, status, version, generation + 1);
  }

  /** What was sent and acknowledged, in all and by kind. */
  public record Status(
      @Doc("When something was last sent or acknowledged.") @Nullable Instant lastUpdateTime,
      @Doc("All kinds together.") @Nullable Stats total,
      @Doc("Clusters.") @Nullable Stats cds,
      @Doc("Endpoints.") @Nullable Stats eds,
      @Doc("Listeners.") @Nullable Stats lds,
      @Doc("Routes.") @Nullable Stats rds) {
    /** Nothing was sent yet. */
    public static final Status EMPTY =
        new Status(null, Stats.NONE, Stats.NONE, Stats.NONE, Stats.NONE, Stats.NONE);
  }

  /** Counts of answers. */
  public record Stats(
      @Doc("Answers sent.") long responsesSent,
      @Doc("Answers the proxy accepted.") long responsesAcknowledged,
      @Doc("Answers the proxy refused.") long responsesRejected) {
    public static final Stats NONE = new Stats(0, 0, 0);

    public Stats plus(Stats other) {
      return new Stats(
          responsesSent + other.responsesSent,
          responsesAcknowledged + other.responsesAcknowledged,
          responsesRejected + other.responsesRejected);
    }
  }

  /** What runs at the other end. */
  public record Version(
      @Doc("The process that runs the proxy.") @Nullable KumaDpVersion kumaDp,
      @Doc("The proxy.") @Nullable EnvoyVersion envoy,
      @Doc("What else is part of it, such as the DNS server, by name.")
          Map<String, String> dependencies) {
    public Version {
      dependencies = Collections.unmodifiableMap(new TreeMap<>(dependencies));
    }
  }

  /** The process that runs the proxy. */
  public record KumaDpVersion(
      @Doc("Its version.") String version,
      @Doc("The git tag it was built from.") String gitTag,
      @Doc("The git commit it was built from.") String gitCommit,
      @Doc("When it was built.") String buildDate,
      @Doc("Whether this control plane supports it.") boolean kumaCpCompatible) {}

  /** The proxy. */
  public record EnvoyVersion(
      @Doc("Its version.") String version,
      @Doc("Its build, in full.") String build,
      @Doc("Whether the process that runs it supports it.") boolean kumaDpCompatible) {}
}
