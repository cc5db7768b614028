package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.Release;
import io.kuma.kumactl.Session;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kumactl version}. */
@Command(name = "version", description = "Print version.")
final class VersionCommand extends KumactlCommand {
  @Option(
      names = {"-a", "--detailed"},
      description = "Print detailed version")
  private boolean detailed;

  VersionCommand(Session session) {
    super(session);
  }

  @Override
  void run() {
    Release release = session().release();
    Optional<JsonNode> server = session().index();
    if (detailed) {
      print(
          "Client:\n  Product:    %s\n  Version:    %s\n  Build:      %s\n"
              .formatted(Release.PRODUCT, release.contract(), release.build()));
    } else {
      print("Client: " + Release.PRODUCT + " " + release.contract() + "\n");
    }
    if (server.isEmpty()) {
      warn("WARNING: Unable to connect to control plane");
    } else {
      String product = server.get().path("product").asText(server.get().path("tagline").asText());
      print("Server: " + product + " " + server.get().path("version").asText() + "\n");
    }
  }
}
