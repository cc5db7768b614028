package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.Failure;
import io.kuma.kumactl.Session;
import io.kuma.kumactl.output.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code kumactl inspect meshgateway NAME}. As upstream's it has no flag for the mesh: the one of
 * the context counts.
 */
@Command(name = "meshgateway", description = "Inspect MeshGateway.")
final class InspectMeshGateway extends KumactlCommand {
  @Parameters(paramLabel = "NAME")
  private String name = "";

  InspectMeshGateway(Session session) {
    super(session);
  }

  @Override
  void run() {
    Format format = format();
    String path = "/meshes/" + session().mesh("") + "/meshgateways/" + name + "/dataplanes";
    JsonNode list =
        session()
            .api()
            .find(path)
            .orElseThrow(() -> new Failure("there is no MeshGateway with name \"" + name + "\""));
    if (format != Format.TABLE) {
      print(format.text(list));
      return;
    }
    StringBuilder text = new StringBuilder("Affected data plane proxies:\n\n");
    list.path("items")
        .forEach(
            item -> text.append("  ").append(item.at("/dataplane/name").asText()).append('\n'));
    print(text.toString());
  }
}
