package io.kuma.model.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTemplateTest {
  private static final Set<String> FUNCTIONS = Set.of("label");
  private static final TemplateData DATA =
      TemplateData.structure(Map.of("Name", "backend", "Zone", "east"))
          .withFunction("label", GoTemplateTest::label);

  private static String label(String key) {
    if (key.equals("team")) {
      return "blue";
    }
    throw new IllegalArgumentException("label " + key + " is missing");
  }

  private static String render(String template) {
    return GoTemplate.parse(template, FUNCTIONS).render(DATA);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'', ''",
        "plain.test, plain.test",
        "'{{.Name}}.test', backend.test",
        "'{{ .Name }}.{{ .Zone }}', backend.east",
        "'{{ label \"team\" }}.x', blue.x",
        "'{{ label `team` }}.x', blue.x",
        "'{{ \"team\" | label }}.x', blue.x",
        "'a {{- .Name -}} b', abackendb",
        "'a{{/* a remark */}}b', ab",
        "'a {{- /* a remark */ -}} b', ab",
        "'8{{ 0 }}{{ 10 }}{{ -1.50 }}', 8010-1.5",
        "'{{ true }}', true",
        "'{{ (.Name) }}', backend",
        "'}} {', '}} {'",
      })
  void saysNames(String template, String expected) {
    assertThat(render(template)).isEqualTo(expected);
  }

  /** The first five were recorded; the others are what Go's parser says. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'foo.{{mesh', 'function \"mesh\" not defined'",
        "'{{port', 'function \"port\" not defined'",
        "'{{.', 'illegal number syntax: \".\"'",
        "'/ns/{{ .Namespace|invalid }}/sa', 'function \"invalid\" not defined'",
        "'{{ .Mesh|1 }}.{ .Zone|2 }', 'non executable command in pipeline stage 2'",
        "'{{', 'unclosed action'",
        "'{{ .Name', 'unclosed action'",
        "'{{}}', 'missing value for command'",
        "'{{ .a-b }}', 'bad character U+002D ''-'''",
        "'{{ 1a }}', 'bad number syntax: \"1a\"'",
        "'{{ \"a }}', 'unterminated quoted string'",
        "'{{ `a }}', 'unterminated raw quoted string'",
        "'{{ (.Name }}', 'unclosed left paren'",
        "'{{ .Name) }}', 'unexpected right paren'",
        "'{{ $x }}', 'undefined variable \"$x\"'",
        "'{{/* }}', 'unclosed comment'",
        "'{{ , }}', 'unexpected \",\" in command'",
        "'{{ .Name , }}', 'unexpected \",\" in operand'",
        "'{{ \"a\".Name }}', 'unexpected . after term \"\\\"a\\\"\"'",
        "'{{ if .Name }}x{{ end }}', '\"if\" is not supported here'",
        "'{{ printf \"x\" }}', '\"printf\" is not supported here'",
        "'{{ . }}', '\".\" is not supported here'",
      })
  void refusesInGosWords(String template, String message) {
    assertThatThrownBy(() -> GoTemplate.parse(template, FUNCTIONS))
        .isInstanceOf(TemplateFault.class)
        .hasMessage("template: :1: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'x{{ .Other }}', ':1:4: executing \"\" at <.Other>: can''t evaluate field Other'",
        "'{{ .Name.Zone }}', "
            + "':1:3: executing \"\" at <.Name.Zone>: can''t evaluate field Zone in type string'",
        "'{{ label }}', "
            + "':1:3: executing \"\" at <label>: wrong number of args for label: want 1 got 0'",
        "'{{ label \"x\" }}', "
            + "':1:3: executing \"\" at <label \"x\">: error calling label: label x is missing'",
        "'{{ label (label \"team\" | label) }}', "
            + "':1:25: executing \"\" at <label>: error calling label: label blue is missing'",
        "'{{ .Name \"x\" }}', "
            + "':1:3: executing \"\" at <.Name>: Name is not a method but has arguments'",
        "'{{ 1 2 }}', ':1:3: executing \"\" at <1>: can''t give argument to non-function 1'",
      })
  void failsWhereTheDataDoesNotFit(String template, String message) {
    assertThatThrownBy(() -> render(template))
        .isInstanceOf(TemplateFault.class)
        .hasMessage("template: " + message);
  }

  @Test
  void countsLines() {
    assertThatThrownBy(() -> GoTemplate.parse("a\nb{{ x }}"))
        .hasMessage("template: :2: function \"x\" not defined");
  }

  @Test
  void printsNoValueForAKeyThatAMapLacks() {
    assertThat(GoTemplate.parse("{{.a}}.{{.b}}").render(TemplateData.map(Map.of("a", "x"))))
        .isEqualTo("x.<no value>");
  }

  @Property
  void anyTextIsParsedOrRefused(
      @ForAll
          @StringLength(max = 14)
          @Chars({'{', '}', '"', '.', ' ', '-', '|', '(', ')', '`'})
          @CharRange(from = 'a', to = 'c')
          String text) {
    try {
      assertThat(GoTemplate.parse(text).toString()).isEqualTo(text);
    } catch (TemplateFault e) {
      assertThat(e.message()).startsWith("template: :1: ");
    }
  }

  @Property
  void textWithoutActionsStays(@ForAll @StringLength(max = 20) String text) {
    String plain = text.replace("{{", "");
    assertThat(GoTemplate.parse(plain).render(TemplateData.map(Map.of()))).isEqualTo(plain);
  }
}
