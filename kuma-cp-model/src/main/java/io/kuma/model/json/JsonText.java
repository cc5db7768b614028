package io.kuma.model.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kuma.model.json.ResourceCodec.MalformedJson;

/** JSON text to trees, strictly and within bounds, and back. Thread-safe. */
final class JsonText {
  private static final int MAX_CHARACTERS = 8 << 20;
  private static final int MAX_DEPTH = 200;

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_CHARACTERS)
                          .maxNumberLength(100)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
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
    } catch (JsonProcessingException e) {
      throw new MalformedJson(GoJsonSyntax.findFault(text).orElseGet(e::getOriginalMessage));
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
