package io.kuma.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.json.JacksonResourceCodec;
import org.junit.jupiter.api.Test;

final class NodeFactsTest {
  @Test
  void readsWhatTheProxySaid() {
    NodeFacts facts =
        NodeFacts.of(
            yaml(
                """
                dataplane.admin.address: 127.0.0.1
                dataplane.admin.port: '9901'
                dataplane.admin.socketPath: /run/kuma/admin.sock
                dataplane.dns.port: '15053'
                dataplane.readinessReporter.port: '9902'
                features: [feature-embedded-dns, feature-of-tomorrow]
                ipv6Enabled: false
                workdir: /run/kuma
                """));
    assertThat(facts.adminPort()).isEqualTo(9901);
    assertThat(facts.adminSocket()).contains("/run/kuma/admin.sock");
    assertThat(facts.dnsPort()).isEqualTo(15053);
    assertThat(facts.readinessPort()).isEqualTo(9902);
    assertThat(facts.features()).containsExactly(Feature.EMBEDDED_DNS);
    assertThat(facts.ipv6()).isFalse();
    assertThat(facts.workdir()).isEqualTo("/run/kuma");
    assertThat(facts.transparentProxy()).isEmpty();
  }

  @Test
  void whatIsMissingWasNotSaid() {
    NodeFacts facts = NodeFacts.of(yaml("{}"));
    assertThat(facts.adminPort()).isZero();
    assertThat(facts.adminSocket()).isEmpty();
    assertThat(facts.features()).isEmpty();
    assertThat(facts.ipv6()).isTrue();
  }

  @Test
  void portsOutOfRangeAreNone() {
    assertThat(NodeFacts.of(yaml("dataplane.admin.port: '70000'")).adminPort()).isZero();
    assertThat(NodeFacts.of(yaml("dataplane.admin.port: many")).adminPort()).isZero();
  }

  @Test
  void knowsItsOwnRedirection() {
    JsonNode metadata =
        yaml(
            """
            transparentProxy:
              ipFamilyMode: ipv4
              redirect:
                inbound: {enabled: true, port: 15006}
                outbound: {enabled: true, port: 15001}
            """);
    assertThat(NodeFacts.of(metadata).transparentProxy())
        .contains(new TransparentProxy(15006, 15001, false, true));
  }

  private static JsonNode yaml(String text) {
    return new JacksonResourceCodec().parseYaml(text);
  }
}
