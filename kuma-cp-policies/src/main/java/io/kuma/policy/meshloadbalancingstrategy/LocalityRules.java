package io.kuma.policy.meshloadbalancingstrategy;

import io.kuma.model.TargetRef;
import io.kuma.model.TargetRefKind;
import io.kuma.model.Violations.Path;
import io.kuma.policy.meshloadbalancingstrategy.LocalityAwareness.AffinityTag;
import io.kuma.policy.meshloadbalancingstrategy.LocalityAwareness.CrossZone;
import io.kuma.policy.meshloadbalancingstrategy.LocalityAwareness.Failover;
import io.kuma.policy.meshloadbalancingstrategy.LocalityAwareness.LocalZone;
import io.kuma.policy.meshloadbalancingstrategy.LocalityAwareness.ToZones;
import io.kuma.resource.validate.Numbers;
import io.kuma.resource.validate.Percentages;
import io.kuma.resource.validate.PolicyRules;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the preference for near instances has to say. */
final class LocalityRules {
  private LocalityRules() {}

  static void check(Path path, LocalityAwareness awareness, TargetRef destination) {
    if (awareness.localZone() != null) {
      checkLocalZone(path.field("localZone").field("affinityTags"), awareness.localZone());
    }
    if (awareness.crossZone() != null) {
      checkCrossZone(path.field("crossZone"), awareness.crossZone(), destination);
    }
  }

  private static void checkLocalZone(Path path, LocalZone zone) {
    List<AffinityTag> tags = PolicyRules.orEmpty(zone.affinityTags());
    for (int i = 0; i < tags.size(); i++) {
      if (tags.get(i).key().isEmpty()) {
        path.index(i).field("key").add("must not be empty");
      }
      Numbers.checkPositive(path.index(i).field("weight"), tags.get(i).weight());
    }
    long weighted = tags.stream().filter(tag -> tag.weight() != null).count();
    if (weighted > 0 && weighted < tags.size()) {
      path.add("all or none affinity tags should have weight");
    }
  }

  private static void checkCrossZone(Path path, CrossZone zones, TargetRef destination) {
    // Told apart by these from the older services, which may be in several zones.
    if (destination.kind() == TargetRefKind.MeshService
        && (isSet(destination.sectionName()) || isSet(destination.labels()))) {
      path.add("must not be set: MeshService traffic is local");
    }
    List<Failover> failover = PolicyRules.orEmpty(zones.failover());
    for (int i = 0; i < failover.size(); i++) {
      checkFailover(path.field("failover").index(i), failover.get(i));
    }
    if (zones.failoverThreshold() != null) {
      Percentages.checkPositive(
          path.field("failoverThreshold").field("percentage"),
          zones.failoverThreshold().percentage());
    }
  }

  private static boolean isSet(@Nullable String text) {
    return text != null && !text.isEmpty();
  }

  private static boolean isSet(@Nullable Map<String, String> labels) {
    return labels != null && !labels.isEmpty();
  }

  private static void checkFailover(Path path, Failover failover) {
    if (failover.from() != null) {
      Path zones = path.field("from").field("zones");
      List<String> names = failover.from().zones();
      if (names.isEmpty()) {
        zones.add("must not be empty");
      }
      for (int i = 0; i < names.size(); i++) {
        if (names.get(i).isEmpty()) {
          zones.index(i).add("must not be empty");
        }
      }
    }
    checkTo(path.field("to").field("zones"), failover.to());
  }

  private static void checkTo(Path path, ToZones to) {
    boolean named = !PolicyRules.isEmpty(to.zones());
    boolean needsNames =
        switch (to.type()) {
          case Any, None -> false;
          case AnyExcept, Only -> true;
        };
    if (named && !needsNames) {
      path.add("must be empty when type is " + to.type());
    } else if (!named && needsNames) {
      path.add("must not be empty when type is " + to.type());
    }
  }
}
