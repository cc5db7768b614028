package io.kuma.core.identity;

import io.kuma.model.Condition;
import io.kuma.model.LabelSelector;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.meshidentity.MeshIdentity;
import io.kuma.resource.meshidentity.MeshIdentityStatus;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the identity of a proxy. */
public final class MeshIdentities {
  private static final String READY = "Ready";

  private static final Comparator<Resource<MeshIdentity>> MOST_SPECIFIC_FIRST =
      Comparator.<Resource<MeshIdentity>>comparingInt(identity -> -labels(identity.spec()))
          .thenComparing(Resource::name);

  private MeshIdentities() {}

  /**
   * The identity that selects a proxy: the one that demands most labels, and of several the first
   * by name.
   */
  public static Optional<Resource<MeshIdentity>> find(
      Collection<Resource<MeshIdentity>> identities, Resource<Dataplane> dataplane) {
    return identities.stream()
        .filter(identity -> selects(identity.spec(), dataplane))
        .min(MOST_SPECIFIC_FIRST);
  }

  /** Whether it was observed that proxies can have the identity. */
  public static boolean isReady(Resource<MeshIdentity> identity) {
    return identity.status() instanceof MeshIdentityStatus status
        && status.conditions() != null
        && status.conditions().stream()
            .anyMatch(
                condition ->
                    condition.type().equals(READY) && condition.status() == Condition.Status.True);
  }

  /** One without a selector selects nobody. */
  public static boolean selects(MeshIdentity identity, Resource<Dataplane> dataplane) {
    LabelSelector selector = selector(identity);
    return selector != null && selector.matches(dataplane.meta().labels());
  }

  private static int labels(MeshIdentity identity) {
    LabelSelector selector = selector(identity);
    return selector == null || selector.matchLabels() == null ? 0 : selector.matchLabels().size();
  }

  private static @Nullable LabelSelector selector(MeshIdentity identity) {
    return identity.selector() == null ? null : identity.selector().dataplane();
  }
}
