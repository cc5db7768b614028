package io.kuma.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.golden.YamlText;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import io.kuma.xds.envoy.EnvoyJson;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Envoy's resources as text for people to read: YAML, a file for each kind. */
final class XdsText {
  private static final EnvoyJson JSON = new EnvoyJson();
  private static final Map<XdsType, String> FILES =
      Map.of(
          XdsType.CLUSTER, "cds",
          XdsType.ENDPOINT, "eds",
          XdsType.LISTENER, "lds",
          XdsType.ROUTE, "rds");

  private XdsText() {}

  /** {@code <proxy>.lds.yaml} and so on; none for kinds of which there are no resources. */
  static SortedMap<String, String> files(String proxy, XdsResources resources) {
    SortedMap<String, String> files = new TreeMap<>();
    FILES.forEach(
        (type, suffix) -> {
          ObjectNode byName = tree(resources, type);
          if (!byName.isEmpty()) {
            files.put(proxy + "." + suffix + ".yaml", YamlText.of(byName));
          }
        });
    return files;
  }

  /** By name, without the types of the resources themselves. */
  static ObjectNode tree(XdsResources resources, XdsType type) {
    ObjectNode byName = JsonNodeFactory.instance.objectNode();
    resources
        .of(type)
        .forEach((name, resource) -> byName.set(name, JSON.toTree(resource.body().get())));
    byName.forEach(resource -> ((ObjectNode) resource).remove("@type"));
    return byName;
  }
}
