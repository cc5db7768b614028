package io.kuma.xds.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.ca.MeshAuthorities;
import io.kuma.core.ca.MeshAuthorities.AuthorityUnavailable;
import io.kuma.core.identity.IdentityUnavailable;
import io.kuma.core.identity.TrustDomain;
import io.kuma.core.inspect.Configurations;
import io.kuma.core.inspect.NoConfiguration;
import io.kuma.core.match.PolicyMatcher.Shadow;
import io.kuma.core.proxy.AdminTls;
import io.kuma.core.proxy.MutualTls;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.SnapshotResources;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import io.kuma.xds.envoy.EnvoyJson;
import io.kuma.xds.envoy.InvalidResource;
import io.kuma.xds.envoy.Secrets;
import io.kuma.xds.generate.ProxyGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What proxies are sent, made again by the functions that make it for them, without secrets. */
public final class ComputedConfigurations implements Configurations {
  private static final XdsResources NONE = new XdsResources(Map.of());

  private final Pipeline pipeline;
  private final EnvoyJson json = new EnvoyJson();

  public ComputedConfigurations(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public ObjectNode of(
      MeshSnapshot snapshot, Resource<Dataplane> dataplane, NodeFacts node, Shadow shadow) {
    ProxyModel model = model(new Side(snapshot, dataplane), node, shadow);
    XdsResources resources = generate(model);
    ObjectNode byType = JsonNodeFactory.instance.objectNode();
    for (XdsType type : XdsType.values()) {
      put(
          byType,
          type,
          type == XdsType.SECRET ? secrets(model, snapshot) : tree(resources.of(type)));
    }
    return byType;
  }

  @Override
  public boolean differ(Side before, Side after, NodeFacts node) {
    return !modelIfAny(before, node).equals(modelIfAny(after, node));
  }

  @Override
  public Difference difference(Optional<Side> before, Optional<Side> after, NodeFacts node) {
    Optional<ProxyModel> oldModel = before.flatMap(side -> modelIfAny(side, node));
    Optional<ProxyModel> newModel = after.map(side -> model(side, node, Shadow.LEFT_OUT));
    XdsResources newResources = newModel.map(this::generate).orElse(NONE);
    XdsResources oldResources;
    try {
      oldResources = oldModel.map(this::generate).orElse(NONE);
    } catch (NoConfiguration e) {
      // It was told nothing of this, and would be told all of it.
      oldResources = NONE;
    }
    ObjectNode left = JsonNodeFactory.instance.objectNode();
    ObjectNode right = JsonNodeFactory.instance.objectNode();
    for (XdsType type : XdsType.values()) {
      if (type == XdsType.SECRET) {
        put(left, type, secrets(oldModel, before));
        put(right, type, secrets(newModel, after));
      } else {
        put(left, type, tree(without(oldResources.of(type), newResources.of(type))));
        put(right, type, tree(without(newResources.of(type), oldResources.of(type))));
      }
    }
    return new Difference(left, right);
  }

  private ProxyModel model(Side side, NodeFacts node, Shadow shadow) {
    try {
      return pipeline.model(side.mesh(), side.dataplane(), node, AdminTls.HIDDEN, shadow);
    } catch (IdentityUnavailable e) {
      throw new NoConfiguration(String.valueOf(e.getMessage()));
    }
  }

  /** Empty for a proxy that has none, because of what its identity lacks. */
  private Optional<ProxyModel> modelIfAny(Side side, NodeFacts node) {
    try {
      return Optional.of(model(side, node, Shadow.LEFT_OUT));
    } catch (NoConfiguration e) {
      return Optional.empty();
    }
  }

  private static void put(ObjectNode byType, XdsType type, ObjectNode byName) {
    if (!byName.isEmpty()) {
      byType.set(type.url(), byName);
    }
  }

  /** Those that are not the same among the others. */
  private static SortedMap<String, VersionedResource> without(
      SortedMap<String, VersionedResource> resources, SortedMap<String, VersionedResource> others) {
    SortedMap<String, VersionedResource> own = new TreeMap<>(resources);
    own.values()
        .removeIf(
            resource -> {
              VersionedResource other = others.get(resource.name());
              return other != null && other.version().equals(resource.version());
            });
    return own;
  }

  private XdsResources generate(ProxyModel model) {
    try {
      return pipeline.generate(model);
    } catch (InvalidResource e) {
      throw new NoConfiguration(String.valueOf(e.getMessage()));
    }
  }

  /** Under the type of all of them, their own needs not be said. */
  private ObjectNode tree(SortedMap<String, VersionedResource> resources) {
    ObjectNode byName = JsonNodeFactory.instance.objectNode();
    resources.forEach(
        (name, resource) -> {
          JsonNode tree = json.toTree(resource.body().get());
          ((ObjectNode) tree).remove("@type");
          byName.set(name, tree);
        });
    return byName;
  }

  private ObjectNode secrets(Optional<ProxyModel> model, Optional<Side> side) {
    return model.isPresent() && side.isPresent()
        ? secrets(model.get(), side.get().mesh())
        : JsonNodeFactory.instance.objectNode();
  }

  /**
   * Words stand for what only secrets know. Certificates of a MeshIdentity are no part of it, which
   * is as upstream has it.
   */
  private ObjectNode secrets(ProxyModel model, MeshSnapshot mesh) {
    ObjectNode byName = JsonNodeFactory.instance.objectNode();
    if (ProxyGenerator.usesSecrets(model)) {
      MutualTls tls = model.mutualTls().orElseThrow();
      if (tls.identity().isEmpty()) {
        String name = model.naming().identitySecret(tls);
        byName.set(name, json.toTree(Secrets.identity(name, "CERT", "KEY")));
      }
      String name = model.naming().authoritySecret(tls);
      byName.set(
          name,
          json.toTree(
              tls.usesTrustDomains()
                  ? Secrets.trustBundle(name, trust(tls, mesh))
                  : Secrets.authority(name, "CA")));
    }
    return byName;
  }

  private static List<TrustDomain> trust(MutualTls tls, MeshSnapshot mesh) {
    List<TrustDomain> domains = new ArrayList<>();
    if (tls.meshAuthority()) {
      domains.add(new TrustDomain(tls.mesh(), certificate(mesh)));
    }
    domains.addAll(TrustDomain.of(mesh));
    return domains;
  }

  /** Of the mesh's own authority. It is no secret, though its key is. */
  private static String certificate(MeshSnapshot mesh) {
    try {
      return new MeshAuthorities(new SnapshotResources(mesh))
          .identity(mesh.mesh(), mesh.settings(), List.of())
          .map(identity -> identity.authority().certificatePem())
          .orElse("");
    } catch (AuthorityUnavailable e) {
      throw new NoConfiguration(String.valueOf(e.getMessage()));
    }
  }
}
