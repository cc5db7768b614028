package io.kuma.xds.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.ca.CertificateAuthority;
import io.kuma.core.ca.Identity;
import io.kuma.core.ca.ServerCertificate;
import io.kuma.core.event.Changes;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.xds.envoy.Sockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapEndpointTest {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();
  private static final BootstrapSettings SETTINGS = BootstrapSettings.defaults(5678);
  private static final String JSON = "application/json";
  private static final String RESOURCE =
      "{type: Dataplane, mesh: default, name: web-1, networking: {address: 192.0.2.1,"
          + " inbound: [{port: 80, tags: {kuma.io/service: web}}]}}";

  private final MemoryResourceStore store =
      new MemoryResourceStore(Clock.systemUTC(), new Changes());
  private String certificate = "";

  @BeforeEach
  void prepare(@TempDir Path workDir) throws IOException {
    certificate =
        ServerCertificate.keptIn(workDir, Instant.now(), new SecureRandom()).certificate();
    StoreReader.put(
        store,
        new ResourceTypes(CoreTypes.ALL),
        CODEC.toResource(
            new ResourceTypes(CoreTypes.ALL), CODEC.parseYaml("{type: Mesh, name: default}")));
  }

  @Test
  void refusesAnAuthorityThatIsNoCertificate() {
    HttpAnswer answer = ask(request().put("caCert", "nonsense"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("CA certificate").contains("PEM");
  }

  @Test
  void refusesACertificateThatIsNoAuthority() {
    CertificateAuthority authority =
        CertificateAuthority.forEnvoyAdmin(Instant.now(), new SecureRandom());
    String leaf =
        new Identity(authority, List.of("spiffe://default/web"), Duration.ofHours(1))
            .issue(Instant.now(), new SecureRandom())
            .certificate();
    HttpAnswer answer = ask(request().put("caCert", leaf));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("basic constraint 'CA' is set to 'false'");
  }

  @Test
  void refusesAResourceOfAnotherName() {
    HttpAnswer answer = ask(request().put("name", "web-2"));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body())
        .isEqualTo("name: \"web-1\" is not what the proxy was started as, \"web-2\"");
  }

  @Test
  void refusesAResourceThatIsNotValid() {
    HttpAnswer answer =
        ask(request().put("dataplaneResource", RESOURCE.replace("port: 80", "port: 99999")));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("networking.inbound[0].port");
  }

  @Test
  void refusesAResourceOfAnUnknownMesh() {
    HttpAnswer answer =
        ask(
            request()
                .put("mesh", "other")
                .put("dataplaneResource", RESOURCE.replace("mesh: default", "mesh: other")));
    assertThat(answer.body()).isEqualTo("mesh: mesh \"other\" does not exist");
  }

  @Test
  void refusesTextThatIsNoResource() {
    assertThat(ask(request().put("dataplaneResource", "a: [")).status()).isEqualTo(422);
    assertThat(ask(request().put("dataplaneResource", "{type: Mesh, name: x}")).body())
        .isEqualTo("type: must be Dataplane");
  }

  @Test
  void refusesValuesOfWrongTypes() {
    ObjectNode request = request();
    request.put("dnsPort", "many");
    assertThat(ask(request)).isEqualTo(new HttpAnswer(400, "", ""));
    assertThat(endpoint(SETTINGS).answer("null", "localhost", JSON).status()).isEqualTo(400);
  }

  @Test
  void givesTheSameBytesForTheSameRequest() {
    ObjectNode one = request();
    one.putArray("features").add("feature-b").add("feature-a");
    ObjectNode other = request();
    other.putArray("features").add("feature-a").add("feature-b");
    assertThat(ask(one)).isEqualTo(ask(other));
    assertThat(ask(one)).isEqualTo(ask(one));
  }

  @Test
  void reachesAnAddressWithoutResolvingIt() {
    JsonNode v4 = config(endpoint(SETTINGS).answer(request().toString(), "127.0.0.1:5678", JSON));
    assertThat(v4.at("/staticResources/clusters/1/type").asText()).isEqualTo("STATIC");
    JsonNode v6 = config(endpoint(SETTINGS).answer(request().toString(), "[::1]:5678", JSON));
    assertThat(
            v6.at(
                    "/staticResources/clusters/1/loadAssignment/endpoints/0/lbEndpoints/0/endpoint"
                        + "/address/socketAddress/address")
                .asText())
        .isEqualTo("::1");
  }

  /** Only who asks for it: what the contract has is left to all others. */
  @Test
  void letsEnvoyLookOftenForAControlPlaneThatIsAway() {
    String service = "/dynamicResources/adsConfig/grpcServices/0/envoyGrpc";
    ObjectNode request = request();
    assertThat(config(ask(request)).at(service + "/retryPolicy").isMissingNode()).isTrue();
    request.putArray("features").add("feature-jakarta-quick-reconnect");
    assertThat(config(ask(request)).at(service + "/retryPolicy/retryBackOff/maxInterval").asText())
        .isEqualTo("1s");
  }

  @Test
  void letsEnvoyReadATokenFromItsFile() {
    BootstrapSettings d = SETTINGS;
    BootstrapSettings reloading =
        new BootstrapSettings(
            d.adminAddress(),
            d.adminPort(),
            false,
            d.adminAccessLogPath(),
            "localhost",
            d.xdsPort(),
            d.connectTimeout(),
            d.maxReceiveMessageBytes(),
            true,
            true,
            false,
            true,
            d.gatewayConnections());
    ObjectNode request = request();
    request.remove("dataplaneToken");
    request.put("dataplaneTokenPath", "/run/token").put("operatingSystem", "windows");

    JsonNode config = config(endpoint(reloading).answer(request.toString(), "elsewhere", JSON));

    JsonNode ads = config.at("/dynamicResources/adsConfig");
    assertThat(ads.path("apiType").asText()).isEqualTo("DELTA_GRPC");
    JsonNode google = ads.at("/grpcServices/0/googleGrpc");
    assertThat(google.path("targetUri").asText()).isEqualTo("localhost:5678");
    assertThat(google.at("/callCredentials/0/fromPlugin/typedConfig/secretData/filename").asText())
        .isEqualTo("/run/token");
    assertThat(google.at("/channelArgs/args/grpc.max_receive_message_length/intValue").asText())
        .isEqualTo("4194304");
    assertThat(config.at("/admin/address/socketAddress/portValue").asInt()).isEqualTo(9901);
    assertThat(config.at("/admin/accessLog/0/typedConfig/path").asText()).isEqualTo("NUL");
    assertThat(config.has("hdsConfig")).isFalse();
  }

  @Test
  void cutsNamesOfSocketsThatWouldBeTooLong() {
    assertThat(Sockets.accessLog("/run", "x".repeat(120), "m"))
        .hasSize(103)
        .startsWith("/run/kuma-al-x")
        .endsWith("x.sock");
  }

  @Test
  void doesNotStartWithAHostThatTheCertificateDoesNotName() {
    BootstrapSettings d = SETTINGS;
    BootstrapSettings wrong =
        new BootstrapSettings(
            d.adminAddress(),
            d.adminPort(),
            d.adminUnixSocket(),
            d.adminAccessLogPath(),
            "cp.example.test",
            d.xdsPort(),
            d.connectTimeout(),
            d.maxReceiveMessageBytes(),
            d.tokenRequired(),
            d.reloadableTokens(),
            d.healthDiscovery(),
            d.deltaXds(),
            d.gatewayConnections());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> endpoint(wrong))
        .withMessageContaining("KUMA_BOOTSTRAP_SERVER_PARAMS_XDS_HOST is cp.example.test");
  }

  @Test
  void aWildcardNamesHostsOfOneLabel() {
    ServerNames names = new ServerNames(List.of("::1"), List.of("*.example.test", "Cp"));
    assertThat(names.cover("a.example.test")).isTrue();
    assertThat(names.cover("cp")).isTrue();
    assertThat(names.cover("0:0:0:0:0:0:0:1")).isTrue();
    assertThat(names.cover("a.b.example.test")).isFalse();
    assertThat(names.cover("example.test")).isFalse();
    assertThat(names.cover("127.0.0.1")).isFalse();
  }

  private BootstrapEndpoint endpoint(BootstrapSettings settings) {
    return new BootstrapEndpoint(settings, new StoreReader(store), CODEC, certificate);
  }

  private HttpAnswer ask(ObjectNode request) {
    return endpoint(SETTINGS).answer(request.toString(), "localhost:5678", JSON);
  }

  private static JsonNode config(HttpAnswer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    byte[] yaml =
        Base64.getDecoder().decode(CODEC.parseJson(answer.body()).path("bootstrap").asText());
    return CODEC.parseYaml(new String(yaml, StandardCharsets.UTF_8));
  }

  private static ObjectNode request() {
    ObjectNode request = (ObjectNode) CODEC.parseYaml("{mesh: default, name: web-1}");
    return request
        .put("dataplaneToken", "t")
        .put("dataplaneResource", RESOURCE)
        .put("workdir", "/run");
  }
}
