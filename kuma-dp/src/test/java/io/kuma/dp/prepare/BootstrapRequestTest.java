package io.kuma.dp.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BootstrapRequestTest {

  private static final EnvoyBinary ENVOY =
      new EnvoyBinary(Path.of("/envoy"), "1.38.2", "c0ffee/1.38.2/Clean/RELEASE/BoringSSL");

  @Test
  void tellsTheContractsFields() {
    Map<?, ?> body = body("the CA", "{\"type\":\"Dataplane\"}", true);
    assertThat(body.remove("systemCaPath")).isInstanceOfAny(String.class, null);
    assertThat(body)
        .isEqualTo(
            Yaml.read(
                """
                mesh: shop
                name: web-1
                proxyType: dataplane
                dataplaneToken: a.b.c
                dataplaneTokenPath: /run/token
                dataplaneResource: '{"type":"Dataplane"}'
                caCert: the CA
                version:
                  kumaDp: {version: 2.14.3, gitTag: v2.14.3, gitCommit: 0.1.0, buildDate: unknown}
                  envoy:
                    version: 1.38.2
                    build: c0ffee/1.38.2/Clean/RELEASE/BoringSSL
                    kumaDpCompatible: true
                dynamicMetadata: {}
                readinessPort: 9902
                dnsPort: 15053
                appProbeProxyDisabled: true
                operatingSystem: %s
                features: [feature-jakarta-quick-reconnect, feature-delta-grpc, feature-embedded-dns, feature-tcp-accesslog-via-named-pipe]
                workdir: /run/kuma
                """
                    .formatted(body.get("operatingSystem"))));
  }

  @Test
  void leavesOutWhatIsNotThere() {
    Map<?, ?> body = body(null, null, false);
    assertThat(body.containsKey("caCert")).isFalse();
    assertThat(body.containsKey("dataplaneResource")).isFalse();
    assertThat(body.get("features")).isEqualTo(List.of("feature-jakarta-quick-reconnect"));
  }

  private static Map<?, ?> body(String caCert, String resource, boolean delta) {
    RunConfig config =
        new RunConfig(
            new RunConfig.ControlPlane(
                URI.create("https://localhost:5678"),
                caCert,
                false,
                Duration.ofSeconds(3),
                Duration.ofMinutes(5)),
            new RunConfig.Proxy("web-1", "shop", ProxyType.DATAPLANE, resource, false),
            new RunConfig.Token("a.b.c", Path.of("/run/token")),
            new RunConfig.EnvoyOptions(null, 0, "info", null, delta),
            9902,
            delta ? 15053 : 0,
            delta ? 9001 : 0,
            Duration.ofSeconds(30),
            null,
            null);
    String json =
        new BootstrapRequest(
                config,
                config.token(),
                ENVOY,
                new Version("2.14.3", "0.1.0"),
                Path.of("/run/kuma"),
                delta)
            .toJson();
    return (Map<?, ?>) Yaml.read(json);
  }
}
