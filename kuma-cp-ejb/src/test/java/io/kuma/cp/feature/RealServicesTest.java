package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.kuma.xds.cache.XdsType;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy whose Dataplane names a MeshService is told of the proxies that the service selects. */
class RealServicesTest {
  private static final String MESH_AND_SERVICE =
      """
      type: Mesh
      name: m
      meshServices: {mode: Exclusive}
      ---
      type: MeshService
      mesh: m
      name: backend
      spec:
        selector: {dataplaneTags: {app: backend}}
        ports: [{port: 80, targetPort: 8080, appProtocol: http}]
      ---
      type: Dataplane
      mesh: m
      name: backend-1
      networking:
        address: 192.0.2.7
        inbound: [{port: 8080, tags: {kuma.io/service: backend, app: backend}}]
      """;

  private static final String WEB =
      """
      {"type":"Dataplane","mesh":"m","name":"web-1","networking":{"address":"192.0.2.1",
       "inbound":[{"port":8080,"tags":{"kuma.io/service":"web"}}],
       "outbound":[{"port":10001,"backendRef":{"kind":"MeshService","name":"backend","port":80}}]}}""";

  @Test
  void itsPortsBecomeClustersWithEndpoints(@TempDir Path workDir) {
    try (RunningControlPlane controlPlane = new RunningControlPlane(workDir)) {
      Wait.until("the control plane is ready", controlPlane::isReady);
      controlPlane.apply(MESH_AND_SERVICE);
      try (AdsClient web =
          new AdsClient(controlPlane.port(), "m", "web-1", WEB, controlPlane.token("m"))) {
        String cluster =
            AdsClient.unpack(web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER), Cluster.class)
                .stream()
                .map(Cluster::getName)
                .filter(name -> name.startsWith("m_backend_"))
                .findFirst()
                .orElseThrow();
        ClusterLoadAssignment endpoints =
            AdsClient.unpack(
                    web.subscribe(XdsType.ENDPOINT, cluster).next(XdsType.ENDPOINT, cluster),
                    ClusterLoadAssignment.class)
                .get(0);
        assertThat(endpoints.getEndpoints(0).getLbEndpoints(0).getEndpoint().getAddress())
            .extracting(address -> address.getSocketAddress().getAddress())
            .isEqualTo("192.0.2.7");
      }
    }
  }
}
