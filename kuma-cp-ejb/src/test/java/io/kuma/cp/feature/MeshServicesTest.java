package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshServiceStatus;
import io.kuma.xds.cache.XdsType;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy brings a service, the service gets an address, and other proxies listen there. */
class MeshServicesTest {
  private static final long SETTLED_MILLIS = 500;
  private static final String WEB =
      """
      {type: Dataplane, mesh: m, name: web-1, networking: {address: 192.0.2.1,
       inbound: [{port: 8080, tags: {kuma.io/service: web}}],
       transparentProxying: {redirectPortInbound: 15006, redirectPortOutbound: 15001}}}""";
  private static final String API =
      """
      {type: Dataplane, mesh: m, name: api-1, networking: {address: 192.0.2.2,
       inbound: [{port: 9090, tags: {kuma.io/service: api}}]}}""";

  private RunningControlPlane controlPlane;

  @BeforeEach
  void start(@TempDir Path workDir) {
    controlPlane =
        new RunningControlPlane(
            workDir,
            "KUMA_XDS_SERVER_DATAPLANE_STATUS_FLUSH_INTERVAL=50ms",
            "KUMA_IPAM_ALLOCATION_INTERVAL=50ms");
    controlPlane.apply("{type: Mesh, name: m, meshServices: {mode: Exclusive}}");
    controlPlane.apply(WEB);
  }

  @AfterEach
  void stop() {
    controlPlane.close();
  }

  private Optional<MeshServiceStatus> status(String service) {
    return controlPlane
        .manager
        .find(CoreTypes.MESH_SERVICE, CoreTypes.MESH_SERVICE.key("m", service))
        .map(Resource<MeshService>::status)
        .map(MeshServiceStatus.class::cast);
  }

  private String address(String service) {
    Wait.until("MeshService " + service + " has a status", () -> status(service).isPresent());
    return status(service).orElseThrow().vips().get(0).ip();
  }

  private AdsClient connect(String name) {
    return new AdsClient(controlPlane.port(), "m", name, null, controlPlane.token("m"));
  }

  /** Takes what comes until the proxy listens there. */
  private static void awaitOutbound(AdsClient client, String address) {
    boolean found = false;
    while (!found) {
      found =
          AdsClient.unpack(client.next(XdsType.LISTENER), Listener.class).stream()
              .anyMatch(
                  listener ->
                      listener.getAddress().getSocketAddress().getAddress().equals(address));
    }
  }

  @Test
  void aNewServiceIsReachedAtItsAddressByItsName() {
    try (AdsClient web = connect("web-1").subscribe(XdsType.LISTENER)) {
      awaitOutbound(web, address("web"));

      controlPlane.apply(API);

      awaitOutbound(web, address("api"));
      assertThat(status("api").orElseThrow().addresses())
          .singleElement()
          .satisfies(name -> assertThat(name.hostname()).isEqualTo("api.svc.mesh.local"));
      assertThat(address("api")).isNotEqualTo(address("web"));
    }
  }

  @Test
  void countsOfProxiesAreWrittenAndConcernNobody() {
    controlPlane.apply(API);
    try (AdsClient web = connect("web-1").subscribe(XdsType.LISTENER)) {
      awaitOutbound(web, address("api"));
      while (!web.isQuiet(SETTLED_MILLIS)) {
        // Both services came, maybe one after the other.
      }
      try (AdsClient api = connect("api-1")) {
        api.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
        Wait.until("it counts as connected", () -> connected("api") == 1);
      }
      Wait.until("it does not any more", () -> connected("api") == 0);
      assertThat(web.isQuiet(SETTLED_MILLIS)).isTrue();
    }
  }

  private int connected(String service) {
    Integer connected = status(service).orElseThrow().dataplaneProxies().connected();
    return connected == null ? 0 : connected;
  }

  @Test
  void addressesOutliveARestart() {
    controlPlane.apply(API);
    String web = address("web");
    String api = address("api");

    controlPlane.restart();
    controlPlane.apply(API.replace("api", "admin"));

    assertThat(address("admin")).isNotIn(web, api);
    assertThat(address("web")).isEqualTo(web);
    assertThat(address("api")).isEqualTo(api);
  }
}
