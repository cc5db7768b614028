package io.kuma.rest.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kuma.kumactl.Kumactl;
import io.kuma.kumactl.Terminal;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs kumactl as a scenario did, and compares what it prints and how it ends. */
record KumactlStep(
    Scenario scenario, String root, Normaliser normaliser, VirtualIps ips, ResourceCodec codec) {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern UPDATES = Pattern.compile("TOTAL UPDATES\\s+");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{40,}={0,2}");

  /** What is wrong; empty if nothing is. */
  List<String> differences(JsonNode step) {
    try {
      Path home = Files.createTempDirectory("kumactl");
      Path config = Files.writeString(home.resolve("config.yaml"), config());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      String stdin = step.path("stdin").asText("");
      try (InputStream in =
          stdin.isEmpty()
              ? new ByteArrayInputStream(new byte[0])
              : Files.newInputStream(scenario.folder().resolve(stdin))) {
        List<String> words = words(read("cmd.txt").strip());
        List<String> arguments = new ArrayList<>(List.of("--config-file", config.toString()));
        arguments.addAll(words.subList(1, words.size()));
        int exit =
            Kumactl.run(
                new Terminal(
                    in,
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    Map.of("HOME", home.toString()),
                    scenario.folder(),
                    false),
                arguments.toArray(String[]::new));
        return compare(
            exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
      } finally {
        Files.delete(config);
        Files.delete(home);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> compare(int exit, String out, String err) {
    List<String> differences = new ArrayList<>();
    int wanted = Integer.parseInt(read("exit").strip());
    if (exit != wanted) {
      differences.add("exit: expected " + wanted + ", got " + exit + ": " + err);
    }
    Object expected = view(read("stdout.txt"));
    Object got = view(normalised(out));
    if (!expected.equals(got)) {
      differences.add("expected:\n" + read("stdout.txt") + "\ngot:\n" + normalised(out) + err);
    }
    return differences;
  }

  /** As the tool that recorded it does (normalise_cli in replay.py). */
  private String normalised(String out) {
    StringBuilder text = new StringBuilder();
    int from = -1;
    int to = -1;
    for (String line : out.lines().toList()) {
      String plain = line;
      Matcher updates = UPDATES.matcher(plain);
      if (updates.find()) {
        from = updates.start();
        to = updates.end();
      } else if (from >= 0 && plain.length() > from) {
        String rest = plain.length() > to ? plain.substring(to) : "";
        plain = plain.substring(0, from) + "{{n}}  " + rest;
      }
      plain = BASE64.matcher(plain).replaceAll(this::decoded);
      plain = normaliser.text(ips.replaced(plain));
      plain = plain.replaceAll("\\b\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\b", "{{time}}");
      plain = plain.replaceAll("(?<=\\s)\\d+(s|m|h|d|y)(?=\\s|$)", "{{age}}");
      plain =
          plain.replaceAll("^(# Product: )(.*?), Version: .*", "$1$2, Version: {{control plane}}");
      text.append(plain.stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private String decoded(MatchResult found) {
    JsonNode tree = normaliser.tree(TextNode.valueOf(found.group()));
    return Matcher.quoteReplacement(tree.isTextual() ? tree.asText() : found.group());
  }

  /** Tables: widths of columns depend on ages. JSON: as JSON. */
  private Object view(String text) {
    if (text.startsWith("{") || text.startsWith("[")) {
      try {
        return codec.parseJson(text);
      } catch (MalformedJson e) {
        // It is compared as text then.
      }
    }
    return text.lines().map(line -> line.replaceAll(" {2,}", "  ")).toList();
  }

  private String config() {
    return """
    contexts: [{controlPlane: cp, name: cp}]
    currentContext: cp
    controlPlanes: [{name: cp, coordinates: {apiServer: {url: '%s'}}}]
    """
        .formatted(root);
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3));
    }
    return words;
  }

  private String read(String file) {
    try {
      return Files.readString(scenario.folder().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
