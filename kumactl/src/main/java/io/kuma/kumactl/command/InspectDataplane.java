package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.Failure;
import io.kuma.kumactl.Session;
import io.kuma.kumactl.api.ControlPlaneApi;
import io.kuma.kumactl.output.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kumactl inspect dataplane NAME}. */
@Command(name = "dataplane", description = "Inspect Dataplane.")
final class InspectDataplane extends KumactlCommand {
  private static final String CONFIG = "config";
  private static final String CONFIG_DUMP = "config-dump";

  @Parameters(paramLabel = "NAME")
  private String name = "";

  @Option(
      names = {"-m", "--mesh"},
      paramLabel = "string",
      defaultValue = "",
      description = "mesh to use (default \"default\")")
  private String mesh = "";

  @Option(
      names = "--type",
      paramLabel = "string",
      defaultValue = "policies",
      description = "inspection type: one of policies|config-dump|stats|clusters|config")
  private String type = "";

  @Option(
      names = "--include-eds",
      description = "include EDS when dumping envoy config for dataplane")
  private boolean includeEds;

  @Option(
      names = "--shadow",
      description =
          "when computing XDS config the CP takes into account policies with 'kuma.io/effect: shadow'"
              + " label")
  private boolean shadow;

  @Option(
      names = "--include",
      split = ",",
      paramLabel = "strings",
      description =
          "an array of extra fields to include in the response. When `include=diff` the server computes"
              + " a diff in JSONPatch format between the XDS config returned in 'xds' and the current"
              + " proxy XDS config.")
  private List<String> include = new ArrayList<>();

  InspectDataplane(Session session) {
    super(session);
  }

  @Override
  void run() {
    checkFlags();
    String path = "/meshes/" + session().mesh(mesh) + "/dataplanes/" + name;
    switch (type) {
      case "policies" -> policies(path);
      case CONFIG_DUMP -> print(text(path + "/xds?include_eds=" + includeEds));
      case "stats", "clusters" -> print(text(path + "/" + type));
      case CONFIG -> {
        List<String> query = new ArrayList<>();
        if (shadow) {
          query.add("shadow=true");
        }
        if (!include.isEmpty()) {
          query.add("include=" + String.join(",", include));
        }
        print(text(path + "/_config" + (query.isEmpty() ? "" : "?" + String.join("&", query))));
      }
      default -> throw new Failure("invalid inspection type");
    }
  }

  private void checkFlags() {
    if (shadow && !type.equals(CONFIG)) {
      throw new Failure("flag '--shadow' can be used only when '--type=config'");
    } else if (!include.isEmpty() && !type.equals(CONFIG)) {
      throw new Failure("flag '--include' can be used only when '--type=config'");
    } else if (includeEds && !type.equals(CONFIG_DUMP)) {
      throw new Failure("flag '--include-eds' can be used only when '--type=config-dump'");
    }
  }

  private String text(String path) {
    try {
      return session().api().text(path);
    } catch (ControlPlaneApi.NotFound e) {
      throw missing();
    }
  }

  private Failure missing() {
    return new Failure("there is no Dataplane with name \"" + name + "\"");
  }

  private void policies(String path) {
    Format format = format();
    JsonNode answer = session().api().find(path + "/policies").orElseThrow(this::missing);
    if (format != Format.TABLE) {
      print(format.text(answer));
    } else if (answer.path("kind").asText().equals("MeshGatewayDataplane")) {
      print(gateway(answer));
    } else {
      print(sidecar(answer));
    }
  }

  private static String sidecar(JsonNode answer) {
    StringBuilder text = new StringBuilder();
    for (JsonNode item : answer.path("items")) {
      String kind = item.path("type").asText();
      String at = item.path("name").asText();
      String service = item.path("service").asText("");
      text.append(
          switch (kind) {
            case "dataplane" -> "DATAPLANE";
            case "service" -> "SERVICE " + at;
            default ->
                kind.toUpperCase(Locale.ROOT)
                    + " "
                    + at
                    + (service.isEmpty() ? "" : "(" + service + ")");
          });
      text.append(":\n").append(policies(item.path("matchedPolicies"), "  ")).append('\n');
    }
    return text.toString();
  }

  private static String gateway(JsonNode answer) {
    StringBuilder text = new StringBuilder("MESHGATEWAY:\n");
    text.append(policies(answer.path("policies"), "  ")).append('\n');
    for (JsonNode listener : answer.path("listeners")) {
      text.append("LISTENER (")
          .append(listener.path("protocol").asText())
          .append(":")
          .append(listener.path("port").asText())
          .append("):\n");
      for (JsonNode host : listener.path("hosts")) {
        text.append("  ").append(host.path("hostName").asText()).append(":\n");
        for (JsonNode route : host.path("routes")) {
          text.append("    ").append(route.path("route").asText()).append(":\n");
          for (JsonNode destination : route.path("destinations")) {
            text.append("      ")
                .append(new TagSet().add(destination.path("tags")))
                .append(":\n")
                .append(policies(destination.path("policies"), "        "));
          }
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String policies(JsonNode byType, String indent) {
    Map<String, String> sorted = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : byType.properties()) {
      StringBuilder names = new StringBuilder(indent + entry.getKey() + "\n");
      JsonNode one = entry.getValue();
      Iterable<JsonNode> policies = one.isArray() ? one : List.of(one);
      policies.forEach(
          policy ->
              names.append(indent).append("  ").append(policy.path("name").asText()).append('\n'));
      sorted.put(entry.getKey(), names.toString());
    }
    return String.join("", sorted.values());
  }
}
