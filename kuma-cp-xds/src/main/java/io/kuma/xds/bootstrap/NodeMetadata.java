package io.kuma.xds.bootstrap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;

/** What a proxy is to say of itself on every stream (contract 4.2). */
final class NodeMetadata {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private NodeMetadata() {}

  /**
   * Makes the metadata of a proxy's node.
   *
   * @param adminPort of its admin listener
   * @param adminSocket empty if its admin endpoint has none
   */
  static Struct of(
      BootstrapRequest request, BootstrapSettings settings, int adminPort, String adminSocket) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    if (adminPort != 0) {
      metadata.put("dataplane.admin.address", settings.adminAddress());
      metadata.put("dataplane.admin.port", Integer.toString(adminPort));
    }
    putText(metadata, "dataplane.admin.socketPath", adminSocket);
    if (request.appProbeProxyEnabled()) {
      metadata.put("dataplane.appProbeProxy.enabled", "true");
    }
    putPort(metadata, "dataplane.dns.port", request.dnsPort());
    metadata.put("dataplane.proxyType", request.proxyType());
    putPort(metadata, "dataplane.readinessReporter.port", request.readinessPort());
    putText(metadata, "dataplane.resource", request.dataplaneResource());
    if (!request.dynamicMetadata().isEmpty()) {
      metadata.set("dynamicMetadata", MAPPER.valueToTree(request.dynamicMetadata()));
    }
    ArrayNode features = metadata.putArray("features");
    request.features().forEach(features::add);
    metadata.put("ipv6Enabled", request.ipv6Enabled());
    metadata.put("metricsCertPath", request.metricsResources().certPath());
    metadata.put("metricsKeyPath", request.metricsResources().keyPath());
    if (request.otelEnv() != null) {
      metadata.set("otelEnvInventory", MAPPER.valueToTree(request.otelEnv()));
    }
    metadata.put("spireAgent.socketPath", request.spireResources().socketPath());
    metadata.put("systemCaPath", request.systemCaPath());
    if (request.transparentProxy() != null && !request.transparentProxy().isNull()) {
      metadata.set("transparentProxy", request.transparentProxy());
    }
    metadata.set("version", version(request.version()));
    metadata.put("workdir", request.workdir());
    return struct(metadata);
  }

  /** In the form of proto3 JSON, where what is empty is left out. */
  private static ObjectNode version(BootstrapRequest.Version version) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ObjectNode envoy = tree.putObject("envoy");
    putText(envoy, "build", version.envoy().build());
    if (version.envoy().kumaDpCompatible()) {
      envoy.put("kumaDpCompatible", true);
    }
    putText(envoy, "version", version.envoy().version());
    ObjectNode kumaDp = tree.putObject("kumaDp");
    putText(kumaDp, "buildDate", version.kumaDp().buildDate());
    putText(kumaDp, "gitCommit", version.kumaDp().gitCommit());
    putText(kumaDp, "gitTag", version.kumaDp().gitTag());
    putText(kumaDp, "version", version.kumaDp().version());
    return tree;
  }

  private static void putText(ObjectNode object, String key, String value) {
    if (!value.isEmpty()) {
      object.put(key, value);
    }
  }

  private static void putPort(ObjectNode object, String key, int port) {
    if (port != 0) {
      object.put(key, Integer.toString(port));
    }
  }

  private static Struct struct(ObjectNode tree) {
    Struct.Builder struct = Struct.newBuilder();
    try {
      JsonFormat.parser().merge(tree.toString(), struct);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the metadata cannot be written", e);
    }
    return struct.build();
  }
}
