package io.kuma.kumactl.command;

import io.kuma.kumactl.Failure;
import io.kuma.kumactl.Session;
import io.kuma.kumactl.api.ControlPlaneApi;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kumactl inspect zoneingress NAME}, and of an egress. */
@Command
final class InspectZoneProxy extends KumactlCommand {
  private final String path;
  private final String kind;

  @Parameters(paramLabel = "NAME")
  private String name = "";

  @Option(
      names = "--type",
      paramLabel = "string",
      defaultValue = "config-dump",
      description = "inspection type: one of config-dump|stats|clusters")
  private String type = "";

  private InspectZoneProxy(Session session, String path, String kind) {
    super(session);
    this.path = path;
    this.kind = kind;
  }

  static CommandLine ingress(Session session) {
    return described(
        new InspectZoneProxy(session, "/zoneingresses/", "ZoneIngress"), "Inspect ZoneIngress.");
  }

  static CommandLine egress(Session session) {
    return described(
        new InspectZoneProxy(session, "/zoneegresses/", "ZoneEgress"), "Inspect ZoneEgress.");
  }

  private static CommandLine described(InspectZoneProxy command, String description) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().usageMessage().description(description);
    return line;
  }

  @Override
  void run() {
    String what =
        switch (type) {
          case "config-dump" -> "xds";
          case "stats", "clusters" -> type;
          default -> throw new Failure("invalid inspection type");
        };
    try {
      print(session().api().text(path + name + "/" + what));
    } catch (ControlPlaneApi.NotFound e) {
      throw new Failure("there is no " + kind + " with name \"" + name + "\"", e);
    }
  }
}
