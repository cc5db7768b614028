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
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import io.kuma.xds.envoy.EnvoyJson;
import io.kuma.xds.envoy.InvalidResource;
import io.kuma.xds.envoy.Secrets;
import io.kuma.xds.generate.ProxyGenerator;

/** What proxies are sent, made again by the functions that make it for them, without secrets. */
public final class ComputedConfigurations implements Configurations {
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
      ObjectNode byName = type == XdsType.SECRET ? secrets(model) : tree(resources, type);
      if (!byName.isEmpty()) {
        byType.set(type.url(), byName);
      }
    }
    return byType;
  }

  private XdsResources generate(ProxyModel model) {
    try {
      return pipeline.generate(model);
    } catch (InvalidResource e) {
      throw new NoConfiguration(String.valueOf(e.getMessage()));
    }
  }

  /** Under the type of all of them, their own needs not be said. */
  private ObjectNode tree(XdsResources resources, XdsType type) {
    ObjectNode byName = JsonNodeFactory.instance.objectNode();
    resources
        .of(type)
        .forEach(
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
