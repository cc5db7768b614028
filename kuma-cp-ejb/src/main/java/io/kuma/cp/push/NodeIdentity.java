package io.kuma.cp.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.kuma.model.ResourceKey;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.xds.ads.StreamRefused;

/**
 * Who a node says it is (contract 4.2).
 *
 * @param dataplane the key of its Dataplane, from the node's id {@code <mesh>.<name>}
 * @param metadata of the node
 */
public record NodeIdentity(ResourceKey dataplane, JsonNode metadata) {

  static NodeIdentity of(Node node, ResourceCodec codec) throws StreamRefused {
    String id = node.getId();
    int dot = id.indexOf('.');
    if (dot <= 0 || dot == id.length() - 1) {
      throw new StreamRefused("the node id \"" + id + "\" is not of the form <mesh>.<name>");
    }
    JsonNode metadata = metadata(node, codec);
    String type = metadata.path("dataplane.proxyType").asText("dataplane");
    if (!type.equals("dataplane") && !type.isEmpty()) {
      throw new StreamRefused("proxies of type \"" + type + "\" are not supported");
    }
    return new NodeIdentity(
        CoreTypes.DATAPLANE.key(id.substring(0, dot), id.substring(dot + 1)), metadata);
  }

  private static JsonNode metadata(Node node, ResourceCodec codec) {
    try {
      return codec.parseJson(JsonFormat.printer().print(node.getMetadata()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("metadata is a plain structure", e);
    }
  }
}
