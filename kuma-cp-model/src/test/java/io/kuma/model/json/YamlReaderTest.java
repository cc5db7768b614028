package io.kuma.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.model.json.ResourceCodec.MalformedJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  private final ResourceCodec codec = new JacksonResourceCodec();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "yes                  | true",
        "on                   | true",
        "No                   | false",
        "~                    | null",
        "1_000                | 1000",
        "0x10                 | 16",
        "010                  | 8",
        "1.50                 | 1.5",
        "1e3                  | 1000.0",
        "100s                 | \"100s\"",
        "10:30                | \"10:30\"",
        "2001-12-14           | \"2001-12-14\"",
        "1.2.3.4              | \"1.2.3.4\"",
        "`'1'`                | \"1\"",
        "{1: a, true: b}      | {\"1\":\"a\",\"true\":\"b\"}",
        "{b: [x, {}], a: }    | {\"b\":[\"x\",{}],\"a\":null}",
        "{a: &x {p: 1}, b: *x}| {\"a\":{\"p\":1},\"b\":{\"p\":1}}",
        "{<<: {p: 1}, q: 2}   | {\"p\":1,\"q\":2}",
        "!!binary aGk=        | \"aGk=\"",
        "``                   | null",
      })
  void readsYaml11AsJson(String yaml, String json) {
    assertThat(codec.toJson(codec.parseYaml(yaml))).isEqualTo(json);
  }

  @Test
  void readsStreamsAndLeavesEmptyDocumentsOut() {
    assertThat(codec.parseYamlDocuments("---\na: 1\n---\n# nothing\n---\nb: 2\n"))
        .map(codec::toJson)
        .containsExactly("{\"a\":1}", "{\"b\":2}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1\na: 2",
        "a: [",
        "&a [*a]",
        "!!java.net.URL [x]",
        "a: 1\n---\nb: 2",
        "{a: !custom x}",
      })
  void refusesWhatIsNoJson(String yaml) {
    assertThatThrownBy(() -> codec.parseYaml(yaml)).isInstanceOf(MalformedJson.class);
  }

  @Test
  void refusesBombs() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 40; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    String bomb = laughs.toString();
    assertThatThrownBy(() -> codec.parseYaml(bomb)).isInstanceOf(MalformedJson.class);
    assertThatThrownBy(() -> codec.parseYaml("[".repeat(5000))).isInstanceOf(MalformedJson.class);
  }
}
