package io.kuma.kumactl.command;

import io.kuma.kumactl.Session;
import io.kuma.kumactl.types.KnownType;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;

/** {@code kumactl inspect}. */
final class InspectCommands {
  private InspectCommands() {}

  static CommandLine of(Session session, List<String> words) {
    CommandLine inspect = new CommandLine(new InspectGroup());
    inspect.addSubcommand("dataplane", new InspectDataplane(session));
    inspect.addSubcommand("dataplanes", new InspectDataplanes(session));
    inspect.addSubcommand("meshes", new InspectMeshes(session));
    inspect.addSubcommand("meshgateway", new InspectMeshGateway(session));
    inspect.addSubcommand("services", new InspectServices(session));
    inspect.addSubcommand("zones", InspectZones.zones(session));
    for (String word : List.of("zoneingresses", "zone-ingresses")) {
      inspect.addSubcommand(word, InspectZones.ingresses(session));
    }
    inspect.addSubcommand("zoneegresses", InspectZones.egresses(session));
    inspect.addSubcommand("zoneingress", InspectZoneProxy.ingress(session));
    inspect.addSubcommand("zoneegress", InspectZoneProxy.egress(session));
    inspect.addSubcommand("impact", new InspectImpact(session));
    Collection<KnownType> policies =
        session.types().withArguments().stream().filter(KnownType::policy).toList();
    Commands.add(
        inspect, policies, KnownType::argument, words, type -> new InspectPolicy(session, type));
    return inspect;
  }
}
