package io.kuma.resource.zoneinsight;

import io.kuma.model.Doc;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One connection of a zone's control plane to a global one. */
public record KdsSubscription(
    @Doc("Identifies the connection.") String id,
    @Doc("The global control plane that served it.") String globalInstanceId,
    @Doc("When it began.") @Nullable Instant connectTime,
    @Doc("When it ended; absent while it stands.") @Nullable Instant disconnectTime,
    @Doc("What was sent and acknowledged.") @Nullable Status status,
    @Doc("What runs in the zone.") @Nullable Version version,
    @Doc("Counts the writes, so that a late one does not undo a newer one.") int generation,
    @Doc("The configuration of the zone's control plane, as JSON without secrets.") String config,
    @Doc("Whether the zone proved who it is with a token.") boolean authTokenProvided,
    @Doc("The zone's control plane.") String zoneInstanceId) {

  /** Whether the connection stands. */
  public boolean isOnline() {
    return connectTime != null && disconnectTime == null;
  }

  /** What was sent and acknowledged, in all and by type of resource. */
  public record Status(
      @Doc("When something was last sent or acknowledged.") @Nullable Instant lastUpdateTime,
      @Doc("All types together.") @Nullable Stats total,
      @Doc("By type of resource.") Map<String, Stats> stat) {
    public Status {
      stat = Collections.unmodifiableMap(new TreeMap<>(stat));
    }
  }

  /** Counts of answers. */
  public record Stats(
      @Doc("Answers sent.") long responsesSent,
      @Doc("Answers that were accepted.") long responsesAcknowledged,
      @Doc("Answers that were refused.") long responsesRejected) {}

  /** What runs in the zone. */
  public record Version(@Doc("The control plane.") @Nullable KumaCpVersion kumaCp) {}

  /** The zone's control plane. */
  public record KumaCpVersion(
      @Doc("Its version.") String version,
      @Doc("The git tag it was built from.") String gitTag,
      @Doc("The git commit it was built from.") String gitCommit,
      @Doc("When it was built.") String buildDate,
      @Doc("Whether the global control plane supports it.") boolean kumaCpGlobalCompatible) {}
}
