package io.kuma.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Violation;
import io.kuma.model.Violations;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as in the recordings rest-errors/bodies and rest/*; the rest is that validator's. */
class ShapeCheckTest {
  private final ResourceCodec codec = new JacksonResourceCodec();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                    | color | in body is required",
        "{color: Blue}                         | color | in body should be one of [Red light-green]",
        "{color: Red, word: \"\"}                | word  | in body should be at least 1 chars long",
        "{color: Red, word: abcd}              | word  | in body should be at most 3 chars long",
        "{color: Red, word: A}                 | word  | in body should match '^[a-z]+$'",
        "{color: Red, word: 1}                 | word  | in body must be of type string: \"number\"",
        "{color: Red, word: null}              | word  | in body must be of type string: \"null\"",
        "{color: Red, count: 0}                | count | in body should be greater than or equal to 1",
        "{color: Red, count: 11}               | count | in body should be less than or equal to 10",
        "{color: Red, count: 1.5}              | count | in body must be of type integer: \"number\"",
        "{color: Red, count: x}                | count | in body must be of type integer: \"string\"",
        "{color: Red, code: 303}               | code  | in body should be one of [301 302]",
        "{color: Red, big: 9223372036854775808}| big   | in body should be less than or equal to 9223372036854775807",
        "{color: Red, ratio: x}                | ratio | in body must be of type number: \"string\"",
        "{color: Red, \"on\": \"true\"}            | on    | in body must be of type boolean: \"string\"",
        "{color: Red, timeout: 5}              | timeout | in body must be of type string: \"number\"",
        "{color: Red, timeout: 5d}             | timeout | in body must be a duration such as 1h30m or 250ms: \"5d\"",
        "{color: Red, at: noon}                | at    | in body must be a time such as 2006-01-02T15:04:05Z: \"noon\"",
        "{color: Red, bytes: '*'}              | bytes | in body must be Base64: \"*\"",
        "{color: Red, percentage: [1]}         | percentage | in body must be of type integer,string: \"array\"",
        "{color: Red, names: {}}               | names | in body must be of type array: \"object\"",
        "{color: Red, names: []}               | names | in body should have at least 1 items",
        "{color: Red, names: [a, b, c]}        | names | in body should have at most 2 items",
        "{color: Red, names: [a, \"\"]}        | names[1] | in body should be at least 1 chars long",
        "{color: Red, tags: {v: 1}}            | tags.v | in body must be of type string: \"number\"",
        "{color: Red, default: {}}             | default.required | in body is required",
        "{color: Red, default: x}              | default | in body must be of type object: \"string\"",
        "{color: Red, surprise: 1}             | surprise | unknown field",
        "{color: Red, default: {required: x, more: 1}} | default.more | unknown field",
      })
  void saysWhatDoesNotFit(String yaml, String field, String message) {
    assertThat(check(codec.parseYaml(yaml)))
        .containsExactly(new Violation("spec." + field, message));
  }

  @Test
  void sortsWhatItFindsAndReportsUnknownFieldsLast() {
    assertThat(check(codec.parseYaml("{word: 1, aaa: 2, color: 3}")))
        .extracting(Violation::field)
        .containsExactly("spec.color", "spec.color", "spec.word", "spec.aaa");
  }

  @Test
  void fillsDefaultsIn() {
    JsonNode tree = codec.parseYaml("{color: Red, default: {required: x, protocol: null}}");
    assertThat(check(tree)).isEmpty();
    assertThat(codec.toJson(tree))
        .isEqualTo(
            "{\"color\":\"Red\",\"default\":{\"required\":\"x\",\"protocol\":\"tcp\"},\"code\":302}");
  }

  @Test
  void takesAnythingForAny() {
    assertThat(check(codec.parseYaml("{color: Red, any: [1, {x: null}]}"))).isEmpty();
  }

  @Test
  void takesWholeNumbersWithAPoint() {
    assertThat(check(codec.parseJson("{\"color\":\"Red\",\"count\":5.0}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                       | .name in body is required; .spec in body is required; .type in body is required",
        "{type: Plain, name: x, spec: y}          | spec in body must be of type object: \"string\"",
        "{type: Flat, name: x, spec: {color: Red}}| type in body should be one of [Plain]",
        "{type: Plain, name: 4, spec: {color: Red}} | name in body must be of type string: \"number\"",
        "{type: Plain, name: x, labels: {a: 1}, spec: {color: Red}} | labels.a in body must be of type string: \"number\"",
      })
  void checksWhatStandsAroundTheSpec(String yaml, String messages) {
    assertThat(checkResource(codec.parseYaml(yaml)))
        .allMatch(violation -> violation.field().isEmpty())
        .extracting(Violation::message)
        .containsExactly(messages.split("; ", -1));
  }

  @Test
  void leavesUnknownFieldsOfWholeResourcesForLater() {
    JsonNode resource =
        codec.parseYaml("{type: Plain, name: x, spec: {color: Red, more: 1}, other: 2}");
    assertThat(checkResource(resource)).isEmpty();

    Violations violations = new Violations();
    codec.checkUnknownFields(Samples.PLAIN, resource.get("spec"), violations);
    assertThat(violations.toList()).containsExactly(new Violation("spec.more", "unknown field"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "\"text\"", "5"})
  void refusesWhatIsNoObject(String json) {
    JsonNode tree = codec.parseJson(json);
    assertThatThrownBy(() -> checkResource(tree))
        .isInstanceOf(MalformedJson.class)
        .hasMessageStartingWith("must be an object, not ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: 4}          | json: cannot unmarshal number into Go struct field ResourceMeta.name of type string",
        "{mesh: {}}         | json: cannot unmarshal object into Go struct field ResourceMeta.mesh of type string",
        "{type: true}       | json: cannot unmarshal bool into Go struct field ResourceMeta.type of type string",
        "{labels: []}       | json: cannot unmarshal array into Go struct field ResourceMeta.labels of type map[string]string",
        "{labels: {a: 1}}   | json: cannot unmarshal number into Go struct field ResourceMeta.labels of type string",
      })
  void refusesMetadataOfFlatTypesAsGoDoes(String yaml, String message) {
    JsonNode tree = codec.parseYaml(yaml);
    assertThatThrownBy(() -> codec.checkResource(Samples.FLAT, tree, new Violations()))
        .isInstanceOf(MalformedJson.class)
        .hasMessage(message);
  }

  private List<Violation> check(JsonNode spec) {
    Violations violations = new Violations();
    codec.check(Samples.PLAIN, spec, violations);
    return violations.toList();
  }

  private List<Violation> checkResource(JsonNode resource) {
    Violations violations = new Violations();
    codec.checkResource(Samples.PLAIN, resource, violations);
    return violations.toList();
  }
}
