package io.kuma.core.match;

import io.kuma.core.snapshot.Derivation;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.MeshWidePolicy;
import io.kuma.model.Policy;
import io.kuma.model.PolicyType;
import io.kuma.model.Resource;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.meshgateway.MeshGateway;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Says which policies of a mesh apply to a proxy and what they come to together (contract 10.3 to
 * 10.5). A function of the snapshot and the Dataplane.
 *
 * <p>What is computed when: for each snapshot in which policies of a type or routes changed, these
 * policies are sorted and taken apart, once, when the first proxy asks. For each proxy, every
 * policy is asked whether it reaches the proxy, which is a comparison of labels and tags. Confs are
 * merged, and records made of them, once for each distinct set of policies that reaches some proxy
 * or inbound; all others that have the same set get the same objects.
 *
 * <p>Thread-safe.
 */
public final class PolicyMatcher {
  private final List<PolicyType<?, ?>> types;
  private final ResourceCodec codec;
  private final Derivation<List<TypeIndex<?, ?>>> indexes = this::index;

  /** Whether policies count that are only there to be looked at (label {@code kuma.io/effect}). */
  public enum Shadow {
    LEFT_OUT,
    INCLUDED
  }

  /**
   * @param types in the order in which they are applied
   */
  public PolicyMatcher(List<? extends PolicyType<?, ?>> types, ResourceCodec codec) {
    this.types = List.copyOf(types);
    this.codec = codec;
  }

  /** What is matched, in the order in which it is applied. */
  public List<PolicyType<?, ?>> types() {
    return types;
  }

  /** What holds for a proxy. */
  public MatchedPolicies match(MeshSnapshot snapshot, Resource<Dataplane> dataplane) {
    return match(snapshot, dataplane, Shadow.LEFT_OUT);
  }

  /** What holds for a proxy, or would hold if shadow policies were real. */
  public MatchedPolicies match(
      MeshSnapshot snapshot, Resource<Dataplane> dataplane, Shadow shadow) {
    return match(snapshot, ProxyFacts.of(dataplane), shadow);
  }

  /** What holds for a builtin gateway, for all of its listeners together. */
  public MatchedPolicies matchGateway(MeshSnapshot snapshot, Resource<MeshGateway> gateway) {
    return match(snapshot, ProxyFacts.ofGateway(gateway), Shadow.LEFT_OUT);
  }

  private MatchedPolicies match(MeshSnapshot snapshot, ProxyFacts proxy, Shadow shadow) {
    List<PolicyRules<?>> rules = new ArrayList<>();
    Set<PolicyType<?, ?>> ofMesh = new LinkedHashSet<>();
    for (TypeIndex<?, ?> index : snapshot.derived(indexes)) {
      index.rules(proxy, shadow).ifPresent(rules::add);
      if (index.hasPolicies() && isMeshWide(index.type())) {
        ofMesh.add(index.type());
      }
    }
    return new MatchedPolicies(rules, ofMesh);
  }

  private static boolean isMeshWide(PolicyType<?, ?> type) {
    return MeshWidePolicy.class.isAssignableFrom(type.resource().specClass());
  }

  /** The policies of a type that apply to a proxy, the weakest first. */
  public <S extends Policy> List<Resource<S>> policies(
      MeshSnapshot snapshot, Resource<Dataplane> dataplane, PolicyType<S, ?> type, Shadow shadow) {
    return find(snapshot, type).select(ProxyFacts.of(dataplane), shadow);
  }

  /**
   * The rules of every inbound that a policy of the type reaches, one for each item of a policy:
   * how the inspect API shows them. What holds in the end is {@link PolicyRules#inbound}.
   */
  public <S extends Policy, C extends Record>
      SortedMap<InboundKey, List<MatchRule<C>>> inboundItems(
          MeshSnapshot snapshot,
          Resource<Dataplane> dataplane,
          PolicyType<S, C> type,
          Shadow shadow) {
    return find(snapshot, type).inboundItems(ProxyFacts.of(dataplane), shadow);
  }

  @SuppressWarnings("unchecked")
  private <S extends Policy, C extends Record> TypeIndex<S, C> find(
      MeshSnapshot snapshot, PolicyType<S, C> type) {
    int position = types.indexOf(type);
    if (position < 0) {
      throw new IllegalArgumentException(type.name() + " is not matched here");
    }
    return (TypeIndex<S, C>) snapshot.derived(indexes).get(position);
  }

  private List<TypeIndex<?, ?>> index(
      MeshSnapshot snapshot, @Nullable List<TypeIndex<?, ?>> before) {
    List<TypeIndex<?, ?>> result = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      result.add(index(types.get(i), before == null ? null : before.get(i), snapshot));
    }
    return List.copyOf(result);
  }

  private TypeIndex<?, ?> index(
      PolicyType<?, ?> type, @Nullable TypeIndex<?, ?> before, MeshSnapshot snapshot) {
    Optional<? extends TypeIndex<?, ?>> known =
        before == null ? Optional.empty() : before.in(snapshot);
    return known.isPresent() ? known.get() : new TypeIndex<>(type, snapshot, codec);
  }
}
