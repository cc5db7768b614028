package io.kuma.core.match;

import static java.util.Comparator.comparing;

import io.kuma.model.Labels;
import io.kuma.model.Meta;
import io.kuma.model.Policy;
import io.kuma.model.Resource;
import io.kuma.model.TargetRef;
import io.kuma.model.TargetRefKind;
import java.util.Comparator;
import java.util.function.ToIntFunction;

/**
 * Who has the last word when policies disagree: sorts the weakest first, so that later ones
 * override (contract 10.4). What the contract leaves open is decided by name, so that the order
 * never depends on the order of the input.
 */
public final class PolicyOrder {
  private PolicyOrder() {}

  /** Policies of one type: the order of the answers of the inspect API too. */
  public static final Comparator<Resource<? extends Policy>> WEAKEST_FIRST =
      attributes(PolicyOrder::gatewayTags).thenComparing(Resource::meta, byName());

  /**
   * Items of {@code to} of different policies of one type, as rules of real resources merge them:
   * what an item points at counts for more than the name of its policy, and which listeners of a
   * gateway the policy is about counts for nothing.
   */
  public static final Comparator<ToItem> WEAKEST_ITEM_FIRST =
      comparing(ToItem::policy, attributes(targetRef -> 0))
          .thenComparingInt(item -> rank(item.to().targetRef().kind()))
          .thenComparingInt(item -> section(item.to().targetRef()))
          .thenComparing(item -> item.policy().meta(), byName());

  /** An item of {@code to}, and the policy it stands in. */
  public record ToItem(Resource<? extends Policy> policy, Policy.To<?> to) {}

  /** The proxies that a policy is about. */
  static TargetRef targetRef(Policy policy) {
    TargetRef targetRef = policy.targetRef();
    return targetRef == null ? TargetRef.MESH : targetRef;
  }

  private static Comparator<Resource<? extends Policy>> attributes(
      ToIntFunction<TargetRef> gatewayTags) {
    return Comparator.<Resource<? extends Policy>>comparingInt(
            policy -> rank(targetRef(policy.spec()).kind()))
        .thenComparingInt(policy -> precision(targetRef(policy.spec())))
        .thenComparingInt(policy -> originRank(policy.meta()))
        .thenComparingInt(policy -> gatewayTags.applyAsInt(targetRef(policy.spec())))
        .thenComparing(policy -> Role.of(policy.meta()));
  }

  /** The alphabetically first is the strongest; of one name, the last of those it is stored as. */
  private static Comparator<Meta> byName() {
    return comparing(Meta::displayName, Comparator.reverseOrder()).thenComparing(Meta::key);
  }

  private static int rank(TargetRefKind kind) {
    return switch (kind) {
      case Mesh -> 1;
      case Dataplane -> 2;
      case MeshSubset -> 3;
      case MeshGateway -> 4;
      case MeshService -> 5;
      case MeshExternalService -> 6;
      case MeshMultiZoneService -> 7;
      case MeshServiceSubset -> 8;
      case MeshHTTPRoute -> 9;
    };
  }

  /** Among references to Dataplanes: by name beats by labels, then a section beats none. */
  private static int precision(TargetRef targetRef) {
    if (targetRef.kind() != TargetRefKind.Dataplane) {
      return 0;
    }
    String name = targetRef.name();
    return (name == null || name.isEmpty() ? 0 : 2) + section(targetRef);
  }

  private static int section(TargetRef targetRef) {
    String section = targetRef.sectionName();
    return section == null || section.isEmpty() ? 0 : 1;
  }

  private static int gatewayTags(TargetRef targetRef) {
    return targetRef.kind() == TargetRefKind.MeshGateway && targetRef.tags() != null
        ? targetRef.tags().size()
        : 0;
  }

  /** The nearer to the proxy it was written, the stronger. */
  private static int originRank(Meta meta) {
    return switch (meta.labels().getOrDefault(Labels.ORIGIN, "")) {
      case "global" -> 1;
      case "zone" -> 3;
      default -> 2;
    };
  }

  /** Who wrote a policy, in ascending strength. */
  enum Role {
    SYSTEM,
    PRODUCER,
    CONSUMER,
    WORKLOAD_OWNER;

    static Role of(Meta meta) {
      return switch (meta.labels().getOrDefault(Labels.POLICY_ROLE, "")) {
        case "producer" -> PRODUCER;
        case "consumer" -> CONSUMER;
        case "workload-owner" -> WORKLOAD_OWNER;
        default -> SYSTEM;
      };
    }
  }
}
