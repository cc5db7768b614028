package io.kuma.cp.push;

import io.kuma.core.identity.SpiffeIds;
import io.kuma.core.identity.WorkloadIdentities;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.snapshot.MeshSnapshots;
import io.kuma.core.token.DataplaneClaims;
import io.kuma.core.token.DataplaneTokenRules;
import io.kuma.core.token.DataplaneTokens;
import io.kuma.core.token.TokenRefused;
import io.kuma.model.Failure;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Violations;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription;
import io.kuma.xds.ads.StreamRefused;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a node may run the Dataplane that it names, and keeps Dataplanes that proxies
 * bring themselves: they come with the proxy and go after it (contract 4.5, 4.6).
 *
 * @param snapshots tell which proxies have identities
 * @param authenticate whether proxies must show a token
 * @param instance identifies this control plane
 */
record Registration(
    ResourceManager manager,
    ResourceTypes types,
    ResourceCodec codec,
    DataplaneTokens tokens,
    MeshSnapshots snapshots,
    SpiffeIds spiffeIds,
    boolean authenticate,
    String instance) {
  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
  private static final String RESOURCE = "dataplane.resource";
  private static final int TRIES = 5;

  /**
   * Lets the node in, and stores its Dataplane if it brought one.
   *
   * @return whether it brought one
   */
  boolean admit(NodeIdentity node, String credential) throws StreamRefused {
    String brought = node.metadata().path(RESOURCE).asText("");
    if (brought.isEmpty()) {
      authenticate(stored(node.dataplane()), credential);
      return false;
    }
    Resource<Dataplane> dataplane = parse(node.dataplane(), brought);
    authenticate(dataplane, credential);
    upsert(dataplane);
    return true;
  }

  /** Checks that the node may speak for its Dataplane, which has to be stored already. */
  void verify(NodeIdentity node, String credential) throws StreamRefused {
    authenticate(stored(node.dataplane()), credential);
  }

  /** Why a node that was let in would not be let in any more; empty if it would. */
  Optional<String> objection(NodeIdentity node, String credential) {
    Optional<Resource<Dataplane>> known = manager.find(CoreTypes.DATAPLANE, node.dataplane());
    if (known.isPresent()) {
      try {
        authenticate(known.get(), credential);
      } catch (StreamRefused e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
    return Optional.empty();
  }

  /**
   * Takes away a Dataplane that its proxy brought, unless the proxy is at another control plane by
   * now.
   */
  void retire(ResourceKey key) {
    if (movedAway(key)) {
      return;
    }
    try {
      manager.delete(CoreTypes.DATAPLANE, key);
      LOG.info("{} is deregistered: its proxy did not come back", key);
    } catch (NotFound e) {
      LOG.debug("{} is gone already", key);
    }
  }

  private boolean movedAway(ResourceKey key) {
    Optional<Resource<DataplaneInsight>> insight =
        manager.find(
            CoreTypes.DATAPLANE_INSIGHT, CoreTypes.DATAPLANE_INSIGHT.key(key.mesh(), key.name()));
    List<DiscoverySubscription> all =
        insight.map(found -> found.spec().subscriptions()).orElse(List.of());
    return !all.isEmpty() && !all.get(all.size() - 1).controlPlaneInstanceId().equals(instance);
  }

  private Resource<Dataplane> stored(ResourceKey key) throws StreamRefused {
    return manager
        .find(CoreTypes.DATAPLANE, key)
        .orElseThrow(
            () ->
                new StreamRefused(
                    "resource \""
                        + key.mesh()
                        + "."
                        + key.name()
                        + "\" not found; create a Dataplane in Kuma CP first or pass it as an"
                        + " argument to kuma-dp"));
  }

  private void authenticate(Resource<Dataplane> dataplane, String credential) throws StreamRefused {
    if (!authenticate) {
      return;
    }
    try {
      DataplaneClaims claims = tokens.verify(credential, dataplane.mesh());
      DataplaneTokenRules.check(claims, dataplane);
      if (claims.workload().isEmpty() && provesWorkload(dataplane)) {
        throw new TokenRefused(
            "the identity of the proxy is made from its workload, and the token is not bound to"
                + " one");
      }
    } catch (TokenRefused e) {
      throw new StreamRefused("authentication failed: " + e.getMessage());
    }
  }

  /** Whoever may choose a label must not choose an identity with it. */
  private boolean provesWorkload(Resource<Dataplane> dataplane) {
    return snapshots
        .find(dataplane.mesh())
        .filter(mesh -> WorkloadIdentities.of(mesh, spiffeIds).dependsOnWorkload(dataplane))
        .isPresent();
  }

  private Resource<Dataplane> parse(ResourceKey key, String text) throws StreamRefused {
    try {
      Resource<Dataplane> dataplane =
          CoreTypes.DATAPLANE.cast(codec.toResource(types, codec.parseYaml(text)));
      if (!dataplane.key().equals(key)) {
        throw new StreamRefused(
            "the node is " + key + ", but the resource that it brought is " + dataplane.key());
      }
      Violations violations = new Violations();
      CoreTypes.DATAPLANE.validator().validate(dataplane, violations);
      if (!violations.isEmpty()) {
        throw new StreamRefused("the resource is not valid: " + violations.toList());
      }
      return dataplane;
    } catch (MalformedJson | ClassCastException | IllegalArgumentException e) {
      throw new StreamRefused("the resource of the node cannot be read: " + e.getMessage());
    }
  }

  private void upsert(Resource<Dataplane> dataplane) throws StreamRefused {
    Resource<Dataplane> labelled =
        dataplane.withMeta(
            dataplane.meta().withLabels(manager.computeLabels(CoreTypes.DATAPLANE, dataplane)));
    for (int tried = 1; ; tried++) {
      try {
        store(labelled);
        return;
      } catch (Conflict e) {
        if (tried == TRIES) {
          throw new StreamRefused("the Dataplane could not be stored: " + e.reason());
        }
      } catch (Failure e) {
        throw new StreamRefused("the Dataplane could not be stored: " + e.getMessage());
      }
    }
  }

  /**
   * A Dataplane that is there already as it should be is left alone: a reconnect writes nothing.
   */
  private void store(Resource<Dataplane> wanted) {
    Optional<Resource<Dataplane>> found = manager.find(CoreTypes.DATAPLANE, wanted.key());
    if (found.isEmpty()) {
      manager.create(CoreTypes.DATAPLANE, wanted);
      return;
    }
    Resource<Dataplane> before = found.get();
    Resource<Dataplane> after =
        before.withSpec(wanted.spec()).withMeta(before.meta().withLabels(wanted.meta().labels()));
    if (!before.meta().labels().equals(after.meta().labels())
        || !before.spec().equals(manager.complete(CoreTypes.DATAPLANE, after).spec())) {
      manager.update(CoreTypes.DATAPLANE, after);
    }
  }
}
