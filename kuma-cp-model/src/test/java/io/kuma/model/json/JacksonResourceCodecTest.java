package io.kuma.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Labels;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import io.kuma.model.json.Samples.Flat;
import io.kuma.model.json.Samples.Plain;
import io.kuma.model.json.Samples.PlainStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JacksonResourceCodecTest {
  private final ResourceCodec codec = new JacksonResourceCodec();
  private final ResourceTypes types = new ResourceTypes(List.of(Samples.PLAIN, Samples.FLAT));

  @Test
  void writesSpecTypesPlainlyInTheRecordsOrder() {
    String json =
        """
        {"color":"light-green","word":"a","count":3,"code":301,"big":5000000000,"ratio":50,"on":false,\
        "timeout":"1h0m0s","at":"2026-01-02T03:04:05Z","percentage":"12.5","names":[],\
        "tags":{"a":"1","b":"2"},"default":{"required":""},"bytes":"aGk=","any":{"x":[null]}}""";
    String shuffled =
        json.replace("{\"a\":\"1\",\"b\":\"2\"}", "{\"b\":\"2\",\"a\":\"1\"}")
            .replace("1h0m0s", "3600s");

    Plain spec = codec.toSpec(Samples.PLAIN, codec.parseJson(shuffled));

    assertThat(spec.timeout()).isEqualTo(Duration.ofHours(1));
    assertThat(codec.toJson(codec.toTree(Samples.PLAIN, spec))).isEqualTo(json);
  }

  @Test
  void tellsAbsentFromEmptyInSpecTypes() {
    Plain empty = codec.toSpec(Samples.PLAIN, codec.parseJson("{\"color\":\"Red\",\"names\":[]}"));
    Plain absent = codec.toSpec(Samples.PLAIN, codec.parseJson("{\"color\":\"Red\"}"));

    assertThat(empty.names()).isEmpty();
    assertThat(absent.names()).isNull();
    assertThat(codec.toJson(codec.toTree(Samples.PLAIN, absent))).isEqualTo("{\"color\":\"Red\"}");
  }

  @Test
  void leavesDefaultsOutOfFlatTypes() {
    Flat nothing = codec.toSpec(Samples.FLAT, codec.parseJson("{}"));

    assertThat(nothing.text()).isEmpty();
    assertThat(nothing.messages()).isEmpty();
    assertThat(nothing.wrappedText()).isNull();
    assertThat(codec.toTree(Samples.FLAT, nothing)).isEmpty();
  }

  @Test
  void keepsWhatWrappersAndMessagesSayInFlatTypes() {
    String json =
        """
        {"wrappedText":"","wrappedNumber":0,"big":"9007199254740993","wrappedOn":false,\
        "color":"light-green","timeout":"0.250s","at":"2026-01-02T03:04:05Z",\
        "messages":[{"port":80},{}],"message":{},"conf":{"url":"x"}}""";

    Flat spec = codec.toSpec(Samples.FLAT, codec.parseJson(json));

    assertThat(codec.toJson(codec.toTree(Samples.FLAT, spec))).isEqualTo(json);
  }

  @Test
  void takesWhatProtoJsonTakes() {
    Flat spec =
        codec.toSpec(
            Samples.FLAT,
            codec.parseJson(
                """
                {"wrapped_text":"x","number":"7","big":5,"color":1,"timeout":"1h0m","ratio":"0.5",\
                "bytes":"-_8","unknown":{"a":1},"message":{"port":8.0,"more":1},"tags":null}"""));

    assertThat(spec.wrappedText()).isEqualTo("x");
    assertThat(spec.number()).isEqualTo(7);
    assertThat(spec.big()).isEqualTo(5);
    assertThat(spec.color()).isEqualTo(Samples.Color.GREEN);
    assertThat(spec.timeout()).isEqualTo(Duration.ofHours(1));
    assertThat(spec.ratio()).isEqualTo(0.5);
    assertThat(spec.bytes()).isEqualTo("+/8=");
    assertThat(spec.message()).isEqualTo(new Samples.Message("", 8));
    assertThat(spec.tags()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{text: 5}                 | text: must be a string, not a number",
        "{\"on\": x}                 | on: must be true or false, not a string",
        "{wrappedOn: []}           | wrappedOn: must be true or false, not an array",
        "{number: -1}              | number: must not be -1",
        "{number: x}               | number: must be a number, not a string",
        "{number: 3000000000}      | number: must be a whole number in range",
        "{number: 1.5}             | number: must be a whole number in range",
        "{color: blue}             | color: must be one of [Red, light-green], not \"blue\"",
        "{color: 2}                | color: must be one of [Red, light-green], not 2",
        "{timeout: x}              | timeout: time: invalid duration \"x\"",
        "{at: noon}                | at: must be a time such as \"2006-01-02T15:04:05Z\"",
        "{messages: {}}            | messages: must be a list, not an object",
        "{messages: [{}, null]}    | messages[1]: must not be null",
        "{messages: [{port: {}}]}  | messages[0].port: must be a number, not an object",
        "{message: x}              | message: must be an object, not a string",
        "{tags: {k.io/a: 1}}       | tags[\"k.io/a\"]: must be a string, not a number",
        "{bytes: not base64!}      | bytes: must be Base64",
      })
  void saysWhereAFlatTypeDoesNotFit(String yaml, String message) {
    JsonNode tree = codec.parseYaml(yaml);
    assertThatThrownBy(() -> codec.toSpec(Samples.FLAT, tree))
        .isInstanceOf(MalformedJson.class)
        .hasMessage(message);
  }

  @Test
  void refusesDurationsOfTheOtherDialect() {
    JsonNode tree = codec.parseYaml("{color: Red, timeout: 1d}");
    assertThatThrownBy(() -> codec.toSpec(Samples.PLAIN, tree))
        .hasMessage("timeout: time: unknown unit \"d\" in duration \"1d\"");
  }

  @Test
  void showsAWholeResourceInTheContractsOrder() {
    TreeMap<String, String> labels =
        new TreeMap<>(Map.of(Labels.ZONE, "east", Labels.DISPLAY_NAME, "shown"));
    Meta meta =
        new Meta(
            Samples.PLAIN.key("default", "one"),
            labels,
            7,
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2026-01-02T00:00:00Z"));
    Plain spec = codec.toSpec(Samples.PLAIN, codec.parseJson("{\"color\":\"Red\"}"));

    assertThat(codec.toJson(codec.toTree(Samples.PLAIN, new Resource<>(meta, spec, null))))
        .isEqualTo(
            """
            {"type":"Plain","mesh":"default","name":"one","creationTime":"2026-01-01T00:00:00Z",\
            "modificationTime":"2026-01-02T00:00:00Z",\
            "labels":{"kuma.io/display-name":"shown","kuma.io/zone":"east"},\
            "kri":"kri_pl_default_east__shown_","spec":{"color":"Red"},"status":{}}""");
    assertThat(
            codec
                .toTree(Samples.PLAIN, new Resource<>(meta, spec, new PlainStatus(3)))
                .get("status"))
        .isEqualTo(codec.parseJson("{\"seen\":3}"));
  }

  @Test
  void showsFlatResourcesWithoutASpecField() {
    Flat spec = codec.toSpec(Samples.FLAT, codec.parseJson("{\"text\":\"x\"}"));
    Resource<Flat> resource = Resource.of(Samples.FLAT.key("ignored", "one"), spec);

    assertThat(codec.toJson(codec.toTree(Samples.FLAT, resource)))
        .isEqualTo(
            """
            {"type":"Flat","name":"one","creationTime":"0001-01-01T00:00:00Z",\
            "modificationTime":"0001-01-01T00:00:00Z","text":"x"}""");
  }

  @Test
  void readsFixturesByTheRulesOfYaml() {
    Resource<?> flat =
        codec.toResource(
            types, codec.parseYaml("{type: Flat, name: 1, labels: {a: 1}, tags: {v: 1, on: on}}"));
    assertThat(flat.meta().name()).isEqualTo("1");
    assertThat(flat.meta().labels()).containsEntry("a", "1");
    assertThat(((Flat) flat.spec()).tags())
        .containsExactlyInAnyOrderEntriesOf(Map.of("v", "1", "true", "true"));

    Resource<?> plain =
        codec.toResource(
            types,
            codec.parseYaml(
                "{type: Plain, mesh: m, name: x, spec: {color: Red}, status: {seen: 1}, kri: z}"));
    assertThat(plain.key()).isEqualTo(Samples.PLAIN.key("m", "x"));
    assertThat(plain.status()).isEqualTo(new PlainStatus(1));
  }

  @Test
  void refusesResourcesOfUnknownTypes() {
    JsonNode tree = codec.parseYaml("{type: Nope, name: x}");
    assertThatThrownBy(() -> codec.toResource(types, tree))
        .isInstanceOf(MalformedJson.class)
        .hasMessage("invalid resource type \"Nope\"");
  }
}
