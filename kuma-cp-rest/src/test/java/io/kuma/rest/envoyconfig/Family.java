package io.kuma.rest.envoyconfig;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.json.ResourceCodec;

/** What is in the mesh of {@code sidecars} before a case. */
final class Family {
  static final String RESOURCES =
      """
      type: Mesh
      name: envoyconfig
      skipCreatingInitialPolicies: ["*"]
      meshServices: {mode: Exclusive}
      mtls:
        enabledBackend: ca-1
        backends: [{name: ca-1, type: builtin}]
      ---
      type: MeshTrafficPermission
      name: allow-all-envoyconfig
      mesh: envoyconfig
      spec:
        targetRef: {kind: Mesh}
        from:
        - targetRef: {kind: Mesh}
          default: {action: Allow}
      ---
      type: ZoneEgress
      name: egress
      zone: kuma-3
      networking: {address: 192.0.2.9, port: 10002}
      ---
      type: Dataplane
      mesh: envoyconfig
      name: demo-client
      networking:
        address: 192.0.2.1
        inbound:
        - port: 3000
          tags: {kuma.io/service: demo-client, team: client-owners}
        transparentProxying: {redirectPortInbound: 15006, redirectPortOutbound: 15001}
      ---
      type: Dataplane
      mesh: envoyconfig
      name: test-server
      networking:
        address: 192.0.2.2
        inbound:
        - port: 80
          servicePort: 8080
          tags: {kuma.io/service: test-server, kuma.io/protocol: http, team: server-owners, version: v1, instance: '1'}
        transparentProxying: {redirectPortInbound: 15006, redirectPortOutbound: 15001}
      """;

  private Family() {}

  /** A proxy as upstream's kuma-dp starts it. */
  static JsonNode node(ResourceCodec codec, String mesh, String name) {
    return codec.parseYaml(
        """
        id: %s.%s
        metadata:
          dataplane.admin.port: '9901'
          dataplane.admin.address: 127.0.0.1
          dataplane.dns.port: '15053'
          dataplane.readinessReporter.port: '9902'
          features:
          - feature-tcp-accesslog-via-named-pipe
          - feature-otel-via-kuma-dp
          - feature-embedded-dns
          - feature-reuse-port
          - feature-strict-inbound-ports
          ipv6Enabled: false
          workdir: /tmp
        """
            .formatted(mesh, name));
  }
}
