package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.Session;
import io.kuma.kumactl.output.Ages;
import io.kuma.kumactl.output.Format;
import io.kuma.kumactl.output.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kumactl inspect dataplanes}: who is there, and in which state. */
@Command(name = "dataplanes", description = "Inspect Dataplanes.")
final class InspectDataplanes extends KumactlCommand {
  private static final List<String> HEADERS =
      List.of(
          "MESH",
          "NAME",
          "TAGS",
          "STATUS",
          "LAST CONNECTED AGO",
          "LAST UPDATED AGO",
          "TOTAL UPDATES",
          "TOTAL ERRORS",
          "CERT REGENERATED AGO",
          "CERT EXPIRATION",
          "CERT REGENERATIONS",
          "CERT BACKEND",
          "SUPPORTED CERT BACKENDS",
          "KUMA-DP VERSION",
          "ENVOY VERSION",
          "DEPENDENCIES VERSIONS",
          "NOTES");

  @Option(
      names = {"-m", "--mesh"},
      paramLabel = "string",
      defaultValue = "",
      description = "mesh to use (default \"default\")")
  private String mesh = "";

  @Option(
      names = "--tag",
      paramLabel = "stringToString",
      description = "filter by tag in format of key=value. You can provide many tags (default [])")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Option(names = "--gateway", description = "filter gateway dataplanes")
  private boolean gateway;

  @Option(names = "--ingress", description = "filter ingress dataplanes")
  private boolean ingress;

  InspectDataplanes(Session session) {
    super(session);
  }

  @Override
  void run() {
    Format format = format();
    String path = "/meshes/" + session().mesh(mesh) + "/dataplanes/_overview" + query();
    if (format != Format.TABLE) {
      print(format.text(session().api().get(path)));
      return;
    }
    Instant now = Instant.now();
    Table table = new Table(HEADERS);
    new Pages(session().api()).all(path).forEach(one -> table.row(row(one, now)));
    print(table.toString());
  }

  private String query() {
    List<String> parameters = new ArrayList<>();
    tags.forEach((key, value) -> parameters.add("tag=" + encoded(key + ":" + value)));
    if (gateway) {
      parameters.add("gateway=true");
    }
    if (ingress) {
      parameters.add("ingress=true");
    }
    return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<String> row(JsonNode overview, Instant now) {
    JsonNode dataplane = overview.path("dataplane");
    JsonNode insight = overview.path("dataplaneInsight");
    Subscriptions seen = new Subscriptions(insight.path("subscriptions"));
    JsonNode mutualTls = insight.path("mTLS");
    JsonNode version = seen.last().path("version");
    ProxyState state = ProxyState.of(dataplane, seen);
    List<String> supported = new ArrayList<>();
    mutualTls.path("supportedBackends").forEach(one -> supported.add(one.asText()));
    List<String> dependencies = new ArrayList<>();
    version
        .path("dependencies")
        .properties()
        .forEach(one -> dependencies.add(one.getKey() + ": " + one.getValue().asText()));
    return List.of(
        overview.path("mesh").asText(),
        overview.path("name").asText(),
        TagSet.ofDataplane(dataplane),
        state.word(),
        seen.connectedAgo(now),
        seen.updatedAgo(now),
        seen.total("responsesSent"),
        seen.total("responsesRejected"),
        Ages.since(mutualTls.path("lastCertificateRegeneration").asText(""), now),
        Ages.time(mutualTls.path("certificateExpirationTime").asText("")),
        mutualTls.path("certificateRegenerations").asText("0"),
        mutualTls.path("issuedBackend").asText("-"),
        String.join(",", supported),
        version.at("/kumaDp/version").asText(""),
        version.at("/envoy/version").asText(""),
        dependencies.isEmpty() ? "-" : String.join(", ", dependencies),
        String.join(";", state.reasons()));
  }
}
