package io.kuma.dp.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {
  @Test
  void aTextInAnEnvelope() {
    assertThat(LogLine.parse("{\"address\":\"logs:5000\",\"message\":\"GET \\\"/\\\" 200\\n\"}"))
        .contains(new LogLine("logs:5000", "GET \"/\" 200\n"));
  }

  @Test
  void anObjectInAnEnvelopeStaysAsItWasWritten() {
    assertThat(LogLine.parse("{\"message\":{\"a\":1,\"b\":[ \"x\" ]},\"address\":\"[::1]:5000\"}"))
        .contains(new LogLine("[::1]:5000", "{\"a\":1,\"b\":[ \"x\" ]}\n"));
  }

  @Test
  void theOlderForm() {
    assertThat(LogLine.parse("10.0.0.1:5000;a;b")).contains(new LogLine("10.0.0.1:5000", "a;b\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";x",
        "nothing",
        "{",
        "{}",
        "{\"address\":\"a:1\"}",
        "{\"message\":\"m\"}",
        "{\"address\":1,\"message\":\"m\"}"
      })
  void whatIsForNobody(String line) {
    assertThat(LogLine.parse(line)).isEmpty();
  }
}
