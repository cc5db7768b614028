package io.kuma.model.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import io.kuma.model.json.ResourceCodec.MalformedJson;

/** JSON text to trees, strictly and within bounds, and back. Thread-safe. */
final class JsonText {
  private static final int MAX_CHARACTERS = 10 << 20;
  private static final int MAX_DEPTH = 200;
  private static final int MAX_DIGITS = 100;

  /** A tree takes many times the memory of its text; this holds it below 100 MB. */
  private static final int MAX_TOKENS = 1_000_000;

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_CHARACTERS)
                          .maxNumberLength(MAX_DIGITS)
                          .maxTokenCount(MAX_TOKENS)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .nodeFactory(new FiniteNumbers())
          .build();

  private final ObjectWriter pretty = mapper.writer(prettyPrinter());

  /**
   * Reads one JSON value.
   *
   * @throws MalformedJson with the words of Go's parser for faults of syntax
   */
  JsonNode parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new MalformedJson("must not be longer than " + MAX_CHARACTERS + " characters");
    }
    try {
      JsonNode tree = mapper.readTree(text);
      if (tree.isMissingNode()) {
        throw new MalformedJson("unexpected end of JSON input");
      }
      return tree;
    } catch (StreamConstraintsException e) {
      // "Document nesting depth (201) exceeds the maximum allowed (200, from `...`)"
      throw new MalformedJson(e.getOriginalMessage().replaceFirst(", from `[^`]*`", ""));
    } catch (JsonProcessingException e) {
      throw new MalformedJson(GoJsonSyntax.findFault(text).orElseGet(e::getOriginalMessage));
    }
  }

  /**
   * JSON has no infinity, so that a number with too large an exponent could not be written back.
   */
  private static final class FiniteNumbers extends JsonNodeFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public NumericNode numberNode(double value) {
      if (!Double.isFinite(value)) {
        throw new MalformedJson("a number is too large");
      }
      return super.numberNode(value);
    }
  }

  String compact(JsonNode tree) {
    return write(mapper.writer(), tree);
  }

  String pretty(JsonNode tree) {
    return write(pretty, tree) + "\n";
  }

  private static String write(ObjectWriter writer, JsonNode tree) {
    try {
      return writer.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private static DefaultPrettyPrinter prettyPrinter() {
    DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return printer;
  }
}
