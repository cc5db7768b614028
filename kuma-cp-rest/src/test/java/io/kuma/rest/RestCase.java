package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A case of the conformance folder {@code rest}: resources, calls and what is answered. The format
 * is described in the README beside the folder.
 */
record RestCase(Path folder, String name, List<Call> calls, List<JsonNode> documents) {
  private static final String INPUT = ".input.yaml";
  private static final Pattern CALL = Pattern.compile("#(/\\S*) (\\d{3})(?: method=(\\w+))?\\s*");

  /** What the cases put into paths in the place of a type that there is not. */
  private static final String NO_TYPE = "invalidservice";

  private static final ResourceCodec CODEC = new JacksonResourceCodec();
  private static final ResourceTypes TYPES = TestServer.allTypes();

  /** A call and the status of its answer. */
  record Call(String method, String path, int status) {}

  /** The cases of a folder, sorted by name. */
  static List<RestCase> of(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(INPUT))
          .sorted()
          .map(file -> of(folder, file.substring(0, file.length() - INPUT.length())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RestCase of(Path folder, String name) {
    String input = find(folder, name + INPUT).orElseThrow();
    List<JsonNode> documents =
        CODEC.parseYamlDocuments(input).stream().filter(JsonNode::isObject).toList();
    documents.forEach(RestCase::cutLastLineBreak);
    return new RestCase(folder, name, calls(input), documents);
  }

  /**
   * Documents were cut out of their files, so that a block of text at the end has no line break.
   */
  private static void cutLastLineBreak(JsonNode tree) {
    String last = null;
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      last = member.getKey();
    }
    if (last != null && tree.get(last).isTextual()) {
      ((ObjectNode) tree).put(last, tree.get(last).asText().replaceFirst("\n$", ""));
    } else if (last != null) {
      cutLastLineBreak(tree.get(last));
    } else if (tree.isArray() && !tree.isEmpty()) {
      cutLastLineBreak(tree.get(tree.size() - 1));
    }
  }

  /** The body of the call with that number. */
  Optional<String> request(int number) {
    return find(folder, stem(number) + ".request.json");
  }

  /** The answer to the call with that number. */
  Optional<String> golden(int number) {
    return find(folder, stem(number) + ".golden.json");
  }

  /** A type that the case needs and that does not exist yet. */
  Optional<String> missingType() {
    return documents.stream()
        .map(document -> document.path("type").asText())
        .filter(type -> TYPES.findByName(type).isEmpty())
        .findFirst()
        .or(
            () ->
                calls.stream()
                    .map(call -> typePath(call.path()))
                    .filter(path -> !path.startsWith("_") && !path.equals(NO_TYPE))
                    .filter(path -> TYPES.findByPath(path).isEmpty())
                    .findFirst())
        .map(type -> "no " + type + " yet");
  }

  private String stem(int number) {
    return calls.size() == 1 ? name : name + "_%02d".formatted(number);
  }

  private static List<Call> calls(String input) {
    List<Call> calls = new ArrayList<>();
    for (String line : input.lines().takeWhile(one -> one.startsWith("#")).toList()) {
      Matcher matcher = CALL.matcher(line);
      if (matcher.matches()) {
        String method = matcher.group(3) == null ? "GET" : matcher.group(3);
        calls.add(new Call(method, matcher.group(1), Integer.parseInt(matcher.group(2))));
      }
    }
    return calls;
  }

  /** The path segment that names the type. */
  private static String typePath(String path) {
    String[] parts = path.replaceAll("\\?.*", "").split("/", -1);
    return parts[1].equals("meshes") && parts.length > 3 ? parts[3] : parts[1];
  }

  private static Optional<String> find(Path folder, String file) {
    Path path = folder.resolve(file);
    try {
      return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
