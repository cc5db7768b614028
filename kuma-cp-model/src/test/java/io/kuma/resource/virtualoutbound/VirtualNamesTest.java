package io.kuma.resource.virtualoutbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.resource.virtualoutbound.VirtualOutbound.Conf;
import io.kuma.resource.virtualoutbound.VirtualOutbound.Parameter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualNamesTest {
  private static final Map<String, String> TAGS =
      Map.of("kuma.io/service", "backend", "version", "v1", "port", "080");

  private static Conf conf(String host, String port) {
    return new Conf(
        host,
        port,
        List.of(
            new Parameter("service", "kuma.io/service"),
            new Parameter("version", ""),
            new Parameter("port", ""),
            new Parameter("zone", "kuma.io/zone")));
  }

  @Test
  void takesTheTagsUnderTheirParametersNames() {
    Conf conf = conf("{{.service}}.{{.version}}.vo", "1{{.port}}");
    assertThat(VirtualNames.host(conf, TAGS)).isEqualTo("backend.v1.vo");
    assertThat(VirtualNames.port(conf, TAGS)).isEqualTo(1080);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{.zone}}.vo", "{{.service}}..vo", "-a.vo", "192.0.2.1", "a b"})
  void refusesWhatIsNoHostName(String host) {
    assertThatThrownBy(() -> VirtualNames.host(conf(host, "80"), TAGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "evaluation of template with parameters didn't return a valid dns name result=\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{{.version}} | didn't evaluate to a parsable number result=\"v1\"",
        "{{.zone}} | didn't evaluate to a parsable number result=\"<no value>\"",
        "0 | returned a port outside of the range [1..65535] result=0",
        "65536 | returned a port outside of the range [1..65535] result=65536",
        "{{ port }} | error=\"template: :1: function \\\"port\\\" not defined\"",
        "{{ .port.x }} | executing \\\"\\\" at <.port.x>: can't evaluate field x in type string\"",
      })
  void refusesWhatIsNoPort(String port, String message) {
    assertThatThrownBy(() -> VirtualNames.port(conf("a", port), TAGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
