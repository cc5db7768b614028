package io.kuma.xds.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Message;
import io.kuma.core.inspect.Configurations;
import io.kuma.core.inspect.NoConfiguration;
import io.kuma.core.match.PolicyMatcher.Shadow;
import io.kuma.core.proxy.AdminTls;
import io.kuma.core.proxy.MutualTls;
import io.kuma.core.proxy.Naming;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import io.kuma.xds.envoy.EnvoyJson;
import io.kuma.xds.envoy.InvalidResource;
import io.kuma.xds.envoy.Secrets;
import io.kuma.xds.generate.ProxyGenerator;
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
    ProxyModel model = pipeline.model(snapshot, dataplane, node, AdminTls.HIDDEN, shadow);
    XdsResources resources = generate(model);
    ObjectNode byType = JsonNodeFactory.instance.objectNode();
    for (XdsType type : XdsType.values()) {
      put(byType, type, type == XdsType.SECRET ? secrets(model) : tree(resources.of(type)));
    }
    return byType;
  }

  @Override
  public boolean differ(Side before, Side after, NodeFacts node) {
    return !model(before, node).equals(model(after, node));
  }

  @Override
  public Difference difference(Optional<Side> before, Optional<Side> after, NodeFacts node) {
    Optional<ProxyModel> oldModel = before.map(side -> model(side, node));
    Optional<ProxyModel> newModel = after.map(side -> model(side, node));
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
        put(
            left,
            type,
            oldModel.map(this::secrets).orElseGet(JsonNodeFactory.instance::objectNode));
        put(
            right,
            type,
            newModel.map(this::secrets).orElseGet(JsonNodeFactory.instance::objectNode));
      } else {
        put(left, type, tree(without(oldResources.of(type), newResources.of(type))));
        put(right, type, tree(without(newResources.of(type), oldResources.of(type))));
      }
    }
    return new Difference(left, right);
  }

  private ProxyModel model(Side side, NodeFacts node) {
    return pipeline.model(side.mesh(), side.dataplane(), node, AdminTls.HIDDEN);
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

  /** Words stand for what the secrets hold. */
  private ObjectNode secrets(ProxyModel model) {
    ObjectNode byName = JsonNodeFactory.instance.objectNode();
    Naming naming = model.naming();
    for (String name : ProxyGenerator.secrets(model)) {
      boolean isIdentity =
          model
              .mutualTls()
              .map(MutualTls::mesh)
              .filter(mesh -> naming.identitySecret(mesh).equals(name))
              .isPresent();
      Message secret =
          isIdentity ? Secrets.identity(name, "CERT", "KEY") : Secrets.authority(name, "CA");
      byName.set(name, json.toTree(secret));
    }
    return byName;
  }
}
