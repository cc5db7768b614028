package io.kuma.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.model.json.ResourceCodec.MalformedJson;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  private final JsonText text = new JsonText();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                  | unexpected end of JSON input",
        "{                   | unexpected end of JSON input",
        "{\"type\":          | unexpected end of JSON input",
        "\"abc               | unexpected end of JSON input",
        "{,}                 | invalid character ',' looking for beginning of object key string",
        "{\"a\":1,}          | invalid character '}' looking for beginning of object key string",
        "{'a':1}             | invalid character '\\'' looking for beginning of object key string",
        "{\"a\" 1}           | invalid character '1' after object key",
        "{\"a\":1 \"b\":2}   | invalid character '\"' after object key:value pair",
        "[1 2]               | invalid character '2' after array element",
        "[1,]                | invalid character ']' looking for beginning of value",
        "{\"a\":}            | invalid character '}' looking for beginning of value",
        "type: Mesh          | invalid character 'y' in literal true (expecting 'r')",
        "name: x             | invalid character 'a' in literal null (expecting 'u')",
        "fals                | unexpected end of JSON input",
        "{} {}               | invalid character '{' after top-level value",
        "{}x                 | invalid character 'x' after top-level value",
        "01                  | invalid character '1' after top-level value",
        "-x                  | invalid character 'x' in numeric literal",
        "[1.x]               | invalid character 'x' after decimal point in numeric literal",
        "[1ex]               | invalid character 'x' in exponent of numeric literal",
        "\"\\x\"             | invalid character 'x' in string escape code",
        "\"\\u00g0\"         | invalid character 'g' in \\u hexadecimal character escape",
        "\"a\tb\"            | invalid character '\\t' in string literal",
      })
  void refusesInGosWords(String json, String message) {
    assertThatThrownBy(() -> text.parse(json))
        .isInstanceOf(MalformedJson.class)
        .hasMessage(message);
  }

  @Test
  void refusesDuplicateKeys() {
    assertThatThrownBy(() -> text.parse("{\"a\":{\"b\":1,\"b\":2}}"))
        .isInstanceOf(MalformedJson.class)
        .hasMessageContaining("Duplicate field 'b'");
  }

  @Test
  void refusesWhatIsTooDeep() {
    String deep = "[".repeat(100_000);
    assertThatThrownBy(() -> text.parse(deep)).isInstanceOf(MalformedJson.class);
    assertThatThrownBy(() -> text.parse("[".repeat(300) + "]".repeat(300)))
        .isInstanceOf(MalformedJson.class)
        .hasMessageContaining("depth");
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThatThrownBy(() -> text.parse("\"" + "x".repeat(11 << 20) + "\""))
        .isInstanceOf(MalformedJson.class)
        .hasMessageContaining("must not be longer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", " {} ", "[]", "0", "-0.5e+7", "\"\\u00fc\\n\"", "true"})
  void readsAnyValue(String json) {
    assertThat(text.parse(json)).isNotNull();
    assertThat(GoJsonSyntax.findFault(json)).isEmpty();
  }

  @Test
  void printsForPeopleAsTheContractDoes() {
    assertThat(text.pretty(text.parse("{\"a\":[1,{\"b\":\"<x>\"}],\"c\":{},\"d\":[]}")))
        .isEqualTo(
            """
            {
             "a": [
              1,
              {
               "b": "<x>"
              }
             ],
             "c": {},
             "d": []
            }
            """);
  }

  /** Two parsers by different authors must agree on what JSON is. */
  @Property(tries = 2000)
  void faultsAreFoundWhereTheParserRefuses(
      @ForAll
          @Chars({'{', '}', '[', ']', ',', ':', '"', '1', '0', '.', 'e', '-', ' ', '\\', 't'})
          @CharRange(from = 'a', to = 'b')
          @StringLength(max = 8)
          String json) {
    boolean refused = false;
    try {
      text.parse(json);
    } catch (MalformedJson e) {
      refused = !String.valueOf(e.getMessage()).contains("Duplicate");
    }
    assertThat(GoJsonSyntax.findFault(json).isPresent()).isEqualTo(refused);
  }
}
