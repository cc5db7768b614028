package io.kuma.model.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Kind.Shape;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfMergeTest {
  record Conf(
      @Nullable String text,
      @Nullable Inner inner,
      @Nullable List<String> list,
      @Merge(Merge.Mode.APPEND) @Nullable List<String> appended,
      @Merge(value = Merge.Mode.BY_KEY, key = "match") @Nullable List<Rule> rules,
      @Merge(Merge.Mode.SPLIT) @Nullable List<String> hostnames,
      @Nullable Map<String, String> map) {}

  record Inner(@Nullable Integer a, @Nullable Integer b) {}

  record Rule(Match match, @Nullable Inner conf) {}

  record Match(String path) {}

  private static final Schema CONF = Schema.of(Conf.class);
  private final ResourceCodec codec = new JacksonResourceCodec();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{text: a}                   | {text: b}                | {text: b}",
        "{text: a}                   | {}                       | {text: a}",
        "{text: a}                   | {text: }                 | {text: a}",
        "{inner: {a: 1, b: 1}}       | {inner: {b: 2}}          | {inner: {a: 1, b: 2}}",
        "{list: [a, b]}              | {list: [c]}              | {list: [c]}",
        "{list: [a]}                 | {list: []}               | {list: []}",
        "{appended: [a]}             | {appended: [b, a]}       | {appended: [a, b, a]}",
        "{map: {x: 1, y: 1}}         | {map: {y: 2, z: 2}}      | {map: {x: 1, y: 2, z: 2}}",
        "{unknown: {p: 1}}           | {unknown: {q: 2}}        | {unknown: {p: 1, q: 2}}",
        // Rules of the stronger conf first; equal keys are merged, the stronger one on top.
        "{rules: [{match: {path: a}, conf: {a: 1}}, {match: {path: b}, conf: {a: 1, b: 1}}]} | {rules: [{match: {path: b}, conf: {a: 2}}, {match: {path: c}}]} | {rules: [{match: {path: b}, conf: {a: 2, b: 1}}, {match: {path: c}}, {match: {path: a}, conf: {a: 1}}]}",
        // Within one conf the first of two equal keys is the stronger one.
        "{}                          | {rules: [{match: {path: a}, conf: {a: 1}}, {match: {path: a}, conf: {a: 2, b: 2}}]} | {rules: [{match: {path: a}, conf: {a: 1, b: 2}}]}",
      })
  void laterConfsAreStronger(String weak, String strong, String merged) {
    assertThat(ConfMerge.merge(CONF, List.of(yaml(weak), yaml(strong)))).isEqualTo(yaml(merged));
  }

  @Test
  void nothingMergesToNothing() {
    assertThat(ConfMerge.merge(CONF, List.of())).isEmpty();
    assertThat(ConfMerge.mergeSplit(CONF, List.of())).isEmpty();
  }

  @Test
  void confsOfDifferentHostnamesAreNotMixed() {
    List<JsonNode> confs =
        Stream.of(
                "{hostnames: [a, b], text: 1st, inner: {a: 1}}",
                "{text: everywhere}",
                "{hostnames: [b, c], inner: {b: 2}}")
            .map(this::yaml)
            .toList();

    assertThat(ConfMerge.mergeSplit(CONF, confs))
        .map(conf -> (JsonNode) conf)
        .containsExactly(
            yaml("{hostnames: [a], text: 1st, inner: {a: 1}}"),
            yaml("{hostnames: [b], text: 1st, inner: {a: 1, b: 2}}"),
            yaml("{text: everywhere}"),
            yaml("{hostnames: [c], inner: {b: 2}}"));
  }

  @Test
  void confsAreObjects() {
    assertThatThrownBy(() -> ConfMerge.merge(CONF, List.of(yaml("x"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<JsonNode> confs() {
    return SchemaArbitraries.trees(CONF, Shape.SPEC);
  }

  @Property
  void mergingInStepsIsMergingAtOnce(
      @ForAll("confs") JsonNode a, @ForAll("confs") JsonNode b, @ForAll("confs") JsonNode c) {
    ObjectNode atOnce = ConfMerge.merge(CONF, List.of(a, b, c));
    assertThat(ConfMerge.merge(CONF, List.of(ConfMerge.merge(CONF, List.of(a, b)), c)))
        .isEqualTo(atOnce);
    assertThat(ConfMerge.merge(CONF, List.of(a, ConfMerge.merge(CONF, List.of(b, c)))))
        .isEqualTo(atOnce);
  }

  @Property
  void sayingItTwiceChangesNothingButWhatIsAppended(@ForAll("confs") ObjectNode conf) {
    conf.remove("appended");
    assertThat(ConfMerge.merge(CONF, List.of(conf, conf)))
        .isEqualTo(ConfMerge.merge(CONF, List.of(conf)));
  }

  @Property
  void argumentsStayAsTheyAre(@ForAll("confs") JsonNode weak, @ForAll("confs") JsonNode strong) {
    List<JsonNode> confs = new ArrayList<>(List.of(weak.deepCopy(), strong.deepCopy()));
    ObjectNode merged = ConfMerge.merge(CONF, confs);
    merged.fieldNames().forEachRemaining(name -> scribble(merged.get(name)));
    assertThat(confs).containsExactly(weak, strong);
  }

  private static void scribble(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.put("scribble", 1);
    }
  }

  private JsonNode yaml(String text) {
    return codec.parseYaml(text);
  }
}
