package io.kuma.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.CpuTime;
import io.kuma.model.Kri;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Violations;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import io.kuma.model.schema.Schema;
import io.kuma.model.template.GoTemplate;
import io.kuma.model.template.TemplateFault;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.meshhttproute.MeshHttpRoute;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is sent: every parser gives a value or its own exception, soon, and without needing much
 * more memory than the input has.
 */
class HostileInputTest {
  private static final int TRIES = 1500;
  private static final ResourceTypes TYPES = new ResourceTypes(CoreTypes.ALL);

  private final JsonText json = new JsonText();

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void json(@ForAll("texts") String text) {
    soon(text, json::parse, MalformedJson.class);
    assertThat(GoJsonSyntax.findFault(text)).isNotNull();
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void yaml(@ForAll("texts") String text) {
    soon(text, YamlReader::readAll, MalformedJson.class);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void shapesAndRecords(@ForAll("texts") String text) {
    soon(
        text,
        one ->
            YamlReader.readAll(one)
                .forEach(
                    tree -> {
                      check(Schema.of(MeshHttpRoute.class), tree);
                      check(Schema.of(Dataplane.class), tree);
                      new JacksonResourceCodec().toSpec(CoreTypes.DATAPLANE, tree);
                    }),
        MalformedJson.class);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void durations(@ForAll("texts") String text) {
    soon(text, GoDuration::parse, IllegalArgumentException.class);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void identifiers(@ForAll("texts") String text) {
    soon(text, one -> Kri.parse(one, TYPES), IllegalArgumentException.class);
    soon("kri_dp_" + text, one -> Kri.parse(one, TYPES), IllegalArgumentException.class);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void templates(@ForAll("texts") String text) {
    soon(text, GoTemplate::parse, TemplateFault.class);
    soon("{{ " + text + " }}", GoTemplate::parse, TemplateFault.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{ ( ", "{{ if . }}", "{{", "\\\"", "{{ 9", "{{ a | "})
  void templateBombsAreDefused(String unit) {
    for (int count : new int[] {1500, 1_000_000}) {
      soon(unit.repeat(count), GoTemplate::parse, TemplateFault.class);
      soon("{{ " + unit.repeat(count), GoTemplate::parse, TemplateFault.class);
    }
  }

  /** Bombs: small or within the limits, and worth far more once they are read. */
  static Stream<String> bombs() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i <= 24; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    return Stream.of(
        laughs.toString(),
        "? &a [[*a]]\n: x",
        "&a {b: *a}",
        "{".repeat(2_000_000),
        "[".repeat(2_000_000),
        "{\"a\":".repeat(1_000_000),
        "[" + "[],".repeat(3_000_000) + "[]]",
        "[" + "{},".repeat(3_000_000) + "{}]",
        "!!int " + "9".repeat(1_000_000),
        "1e999999999",
        ".inf",
        "!!int x",
        "!!int ''",
        "!!float y",
        "!!binary '%%%'",
        "!!map x",
        "!!set {a, b}",
        "!!timestamp 2001-01-01",
        "\uFEFF{}\u0000");
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void bombsAreDefused(String text) {
    assertThatThrownBy(() -> soon(text, YamlReader::readAll)).isInstanceOf(MalformedJson.class);
    assertThatThrownBy(() -> soon(text, json::parse)).isInstanceOf(MalformedJson.class);
  }

  /** To YAML it is a text, because nobody can have meant the number. */
  @Test
  void longNumbersAreNoNumbers() {
    assertThatThrownBy(() -> json.parse("9".repeat(101))).isInstanceOf(MalformedJson.class);
    assertThat(YamlReader.readAll("9".repeat(1_000_000)).get(0).isTextual()).isTrue();
  }

  @Test
  void messagesQuoteNoMoreThanPeopleRead() {
    assertThat(GoQuote.quote("x".repeat(1_000_000))).hasSizeLessThan(3000).endsWith("x...\"");
    assertThatThrownBy(() -> GoDuration.parse("9".repeat(1_000_000) + "s"))
        .message()
        .hasSizeLessThan(3000);
  }

  @Test
  void bodiesWithManyFaultsGetAShortAnswer() {
    JsonNode tree = json.parse("{\"to\":[" + "1,".repeat(400_000) + "1]}");
    Violations violations = new Violations();
    new ShapeCheck().value(Schema.of(MeshHttpRoute.class), tree, "spec").report(violations);
    assertThat(violations.toList()).hasSize(Violations.MOST + 1);
    assertThat(violations.toList().get(Violations.MOST).message()).contains("more problems");
  }

  /** Noise, and valid documents with a piece cut out, doubled or replaced. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> bytes =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMaxSize(80)
            .map(noise -> new String(noise, StandardCharsets.ISO_8859_1));
    Arbitrary<String> tokens =
        Arbitraries.of(TOKENS).list().ofMaxSize(12).map(t -> String.join("", t));
    return Arbitraries.oneOf(bytes, tokens, mutations(tokens));
  }

  private static Arbitrary<String> mutations(Arbitrary<String> pieces) {
    return Combinators.combine(
            Arbitraries.of(VALID),
            Arbitraries.integers().between(0, 1000),
            Arbitraries.integers().between(0, 20),
            pieces)
        .as(
            (text, at, length, piece) -> {
              int from = at % (text.length() + 1);
              int to = Math.min(text.length(), from + length);
              return text.substring(0, from) + piece + text.substring(to);
            });
  }

  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "'",
    "\n",
    "  ",
    "- ",
    "&a ",
    "*a",
    "<<: ",
    "!!int ",
    "!!binary ",
    "!!str ",
    "!!set ",
    "!!omap ",
    "? ",
    "|",
    ">",
    "#",
    "---\n",
    "%",
    "@",
    "`",
    "null",
    "true",
    "1e400",
    "-0",
    "0x",
    "1_0",
    ".5",
    "9999999999999999999",
    "\\u00",
    "\\",
    "spec",
    "to",
    "networking",
    "inbound",
    "port",
    "1h",
    "ms",
    "µs",
    ".",
    "-",
    "kri",
    "_",
    "__",
    "dp",
    "{{",
    "}}",
    "(",
    ")",
    "$",
    "|",
    "if",
    "label",
    "\uD800",
    "\uFEFF",
    "\u0000",
    "\u2028",
    "é"
  };

  private static final String[] VALID = {
    "{\"to\": [{\"targetRef\": {\"kind\": \"Mesh\"}, \"rules\": [{\"matches\": [{\"path\": {\"type\":"
        + " \"Exact\", \"value\": \"/\"}}], \"default\": {\"backendRefs\": [{\"kind\":"
        + " \"MeshService\", \"name\": \"a\", \"weight\": 1}]}}]}]}",
    """
    networking:
      address: 127.0.0.1
      inbound:
      - port: 80
        tags: {kuma.io/service: web}
      outbound: &out
      - {port: 1000, tags: {kuma.io/service: b}}
    """,
    "1h15m30.918s",
    "kri_dp_default_east_kuma-demo_web_8080",
    "{{ .DisplayName }}.{{ label \"a\" }}.mesh{{ if .Zone }}{{ .Zone }}{{ end }}",
  };

  private static void check(Schema schema, JsonNode tree) {
    new ShapeCheck().value(schema, tree, "spec").report(new Violations());
  }

  private static void soon(String text, Consumer<String> parser, Class<?> refusal) {
    try {
      soon(text, parser);
    } catch (RuntimeException e) {
      assertThat(e).isInstanceOf(refusal);
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  private static void soon(String text, Consumer<String> parser) {
    CpuTime.soon(() -> parser.accept(text));
  }
}
