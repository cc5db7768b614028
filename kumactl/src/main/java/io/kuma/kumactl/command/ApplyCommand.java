package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import io.kuma.kumactl.Failure;
import io.kuma.kumactl.Session;
import io.kuma.kumactl.api.ControlPlaneApi;
import io.kuma.kumactl.api.ControlPlaneApi.Answer;
import io.kuma.kumactl.types.Documents;
import io.kuma.kumactl.types.Documents.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kumactl apply -f FILE}: all of it is understood before anything is stored. */
@Command(name = "apply", description = "Create or modify Kuma resources.")
final class ApplyCommand extends KumactlCommand {
  private static final int SLOW = 20;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "string",
      defaultValue = "",
      description =
          "Path to file to apply. Pass `-` to read from stdin; a directory stands for all *.yaml,"
              + " *.yml and *.json in it, a URL for what is there")
  private String file = "";

  @Option(
      names = {"-v", "--var"},
      paramLabel = "stringToString",
      split = ",",
      description = "Variable to replace in configuration (default [])")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Option(
      names = "--dry-run",
      description = "Resolve variable and prints result out without actual applying")
  private boolean dryRun;

  @Option(names = "--impact", description = "show which proxies it would change, and store nothing")
  private boolean impact;

  ApplyCommand(Session session) {
    super(session);
  }

  @Override
  void run() {
    Map<String, String> sources = new Sources(session().terminal()).read(file);
    List<Document> documents = new ArrayList<>();
    Documents reader = new Documents(session().types(), session().codec());
    sources.forEach(
        (source, text) -> documents.addAll(reader.read(source, rendered(source, text))));
    if (documents.isEmpty()) {
      throw new Failure("no resource(s) passed to apply");
    }
    if (dryRun) {
      session().index();
      documents.forEach(one -> print("---\n" + one.type().yaml(one.tree())));
      return;
    }
    ControlPlaneApi api = session().api();
    Progress progress = new Progress(session().terminal(), documents.size() > SLOW);
    for (Document one : documents) {
      progress.step(documents.size());
      if (impact) {
        print("resource " + words(one) + "\n");
        print(Impact.text(api.rehearsePut(path(one), session().codec().toJson(one.tree()))));
      } else {
        store(api, one);
      }
    }
    progress.end();
  }

  private void store(ControlPlaneApi api, Document one) {
    Answer answer;
    try {
      answer = api.put(path(one), session().codec().toJson(one.tree()));
    } catch (Failure e) {
      throw new Failure(words(one) + " failed server side: " + e.getMessage(), e);
    }
    print("resource " + words(one) + (answer.isNew() ? " Created" : " Updated") + "\n");
    if (answer.body().startsWith("{")) {
      JsonNode warnings = session().codec().parseJson(answer.body()).path("warnings");
      warnings.forEach(warning -> warn("Warning: " + warning.asText()));
    }
  }

  private static String path(Document one) {
    return one.type().path(one.mesh(), one.name());
  }

  private static String words(Document one) {
    return "type=\"%s\" mesh=\"%s\" name=\"%s\""
        .formatted(one.type().name(), one.mesh(), one.name());
  }

  private String rendered(String source, String text) {
    if (variables.isEmpty()) {
      return text;
    }
    try {
      return Mustache.compiler().escapeHTML(false).compile(text).execute(nested(variables));
    } catch (MustacheException e) {
      throw new Failure(
          "error compiling config from template: " + source + ": " + e.getMessage(), e);
    }
  }

  /** {@code a.b=c} is the value of b in a. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> nested(Map<String, String> flat) {
    Map<String, Object> root = new TreeMap<>();
    flat.forEach(
        (key, value) -> {
          String[] parts = key.split("\\.", -1);
          Map<String, Object> at = root;
          for (int i = 0; i < parts.length - 1; i++) {
            at =
                (Map<String, Object>)
                    at.compute(
                        parts[i], (part, known) -> known instanceof Map ? known : new TreeMap<>());
          }
          at.put(parts[parts.length - 1], value);
        });
    return root;
  }
}
