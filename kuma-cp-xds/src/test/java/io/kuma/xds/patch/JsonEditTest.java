package io.kuma.xds.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.xds.patch.JsonEdit.Kind;
import io.kuma.xds.patch.JsonEdit.NoSuchPlace;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonEditTest {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": 1}           | ADD     | /b          |        | 2    | {"a": 1, "b": 2}
          {"a": 1}           | ADD     | /a          |        | 2    | {"a": 2}
          {"a": [1, 2]}      | ADD     | /a/1        |        | 9    | {"a": [1, 9, 2]}
          {"a": [1, 2]}      | ADD     | /a/-        |        | 9    | {"a": [1, 2, 9]}
          {"a": [1, 2]}      | ADD     | /a/-1       |        | 9    | {"a": [1, 2, 9]}
          {}                 | ADD     | /a/b/-/c    |        | 9    | {"a": {"b": [{"c": 9}]}}
          {}                 | ADD     | /a~1b/c~0d  |        | 9    | {"a/b": {"c~d": 9}}
          {"a": 1}           | ADD     | ''          |        | {}   | {}
          {"a": 1, "b": 2}   | REMOVE  | /a          |        |      | {"b": 2}
          {"a": [1, 2]}      | REMOVE  | /a/-1       |        |      | {"a": [1]}
          {"a": 1}           | REMOVE  | /b/c        |        |      | {"a": 1}
          {"a": [1, 2]}      | REPLACE | /a/0        |        | 9    | {"a": [9, 2]}
          {"a": {"b": 1}}    | REPLACE | /a/b        |        | null | {"a": {"b": null}}
          {"a": 1}           | MOVE    | /b          | /a     |      | {"b": 1}
          {"a": {"b": 1}}    | COPY    | /c          | /a     |      | {"a": {"b": 1}, "c": {"b": 1}}
          """)
  void edits(
      String document,
      Kind kind,
      String path,
      @Nullable String from,
      @Nullable String value,
      String expected) {
    JsonNode given = CODEC.parseJson(document);
    JsonEdit edit = new JsonEdit(kind, path, from, value == null ? null : CODEC.parseJson(value));
    assertThat(JsonEdit.apply(given, List.of(edit))).isEqualTo(CODEC.parseJson(expected));
    assertThat(given).isEqualTo(CODEC.parseJson(document));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          REPLACE | /b    |
          REPLACE | /a/2  |
          REPLACE | /a/x  |
          ADD     | /a/3  |
          MOVE    | /c    | /b
          COPY    | /c    | /a/9
          """)
  void refusesPlacesThatAreNotThere(Kind kind, String path, @Nullable String from) {
    JsonNode document = CODEC.parseJson("{\"a\": [1, 2]}");
    JsonEdit edit = new JsonEdit(kind, path, from, CODEC.parseJson("1"));
    assertThatThrownBy(() -> JsonEdit.apply(document, List.of(edit)))
        .isInstanceOf(NoSuchPlace.class);
  }

  @Test
  void eachSeesWhatThoseBeforeItDid() {
    JsonNode result =
        JsonEdit.apply(
            CODEC.parseJson("{}"),
            List.of(
                new JsonEdit(Kind.ADD, "/a", null, CODEC.parseJson("1")),
                new JsonEdit(Kind.MOVE, "/b", "/a", null)));
    assertThat(result).isEqualTo(CODEC.parseJson("{\"b\": 1}"));
  }
}
