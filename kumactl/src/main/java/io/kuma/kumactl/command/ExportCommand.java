package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.kumactl.Failure;
import io.kuma.kumactl.Session;
import io.kuma.kumactl.output.GoYaml;
import io.kuma.kumactl.types.KnownType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code kumactl export}: everything in an order in which it can be applied elsewhere. Unlike
 * upstream's it follows lists to their end.
 */
@Command(name = "export", description = "Export Kuma resources.")
final class ExportCommand extends KumactlCommand {
  private static final String FEDERATION = "federation";
  private static final String WITH_POLICIES = "federation-with-policies";
  private static final String ALL = "all";
  private static final String NO_DATAPLANES = "no-dataplanes";
  private static final List<String> PROFILES =
      List.of(ALL, FEDERATION, WITH_POLICIES, NO_DATAPLANES);
  private static final Set<String> DATAPLANES = Set.of("Dataplane", "DataplaneInsight");

  /** Upstream takes it along with policies only. */
  private static final String GATEWAY = "MeshGateway";

  private static final String KUBERNETES = "kubernetes";
  private static final String ORIGIN = "kuma.io/origin";

  /** They are of one control plane, and would break TLS of another. */
  private static final Set<String> OWN_SECRETS = Set.of("envoy-admin-ca", "inter-cp-ca");

  private static final String USER_KEYS = "user-token-signing-key";
  private static final Set<String> OF_THE_STORE =
      Set.of("resourceVersion", "ownerReferences", "uid", "generation", "managedFields");

  @Option(
      names = {"-p", "--profile"},
      paramLabel = "string",
      defaultValue = FEDERATION,
      description =
          "Profile. Available values: all,federation,federation-with-policies,no-dataplanes")
  private String profile = "";

  @Option(
      names = {"-f", "--format"},
      paramLabel = "string",
      defaultValue = "universal",
      description = "Policy format output. Available values: \"universal\", \"kubernetes\"")
  private String exportFormat = "";

  @Option(
      names = {"-n", "--system-namespace"},
      paramLabel = "string",
      defaultValue = "kuma-system",
      description = "Define namespace in which control-plane was installed")
  private String namespace = "";

  @Option(
      names = {"-a", "--include-admin"},
      description =
          "Include admin resource types (like secrets), this flag is ignored on migration profiles"
              + " like federation as these entities are required")
  private boolean includeAdmin;

  ExportCommand(Session session) {
    super(session);
  }

  private record Found(KnownType type, ObjectNode tree) {}

  @Override
  void run() {
    session().index().ifPresent(index -> print(headline(index)));
    if (!PROFILES.contains(profile)) {
      throw new Failure("invalid profile: \"" + profile + "\"");
    }
    if (!exportFormat.equals("universal") && !exportFormat.equals(KUBERNETES)) {
      throw new Failure("invalid format: \"" + exportFormat + "\"");
    }
    Pages pages = new Pages(session().api());
    List<String> meshes =
        pages.all("/meshes").stream().map(mesh -> mesh.path("name").asText()).toList();
    List<Found> meshResources = new ArrayList<>();
    List<Found> others = new ArrayList<>();
    List<Found> last = new ArrayList<>();
    for (KnownType type : types()) {
      for (String mesh : type.global() ? List.of("") : meshes) {
        for (JsonNode tree : pages.all(type.path(mesh))) {
          Found found = new Found(type, prepared(type, (ObjectNode) tree.deepCopy()));
          String name = tree.path("name").asText();
          if (type.name().equals("Mesh")) {
            meshResources.add(found);
          } else if (type.name().equals("GlobalSecret") && name.startsWith(USER_KEYS)) {
            // Once they are applied, nobody who applies is known any more.
            last.add(found);
          } else if (!OWN_SECRETS.contains(name)) {
            others.add(found);
          }
        }
      }
    }
    meshResources.addAll(others);
    meshResources.addAll(last);
    meshResources.forEach(found -> print(text(found)));
  }

  private static String headline(JsonNode index) {
    return "# Product: %s, Version: %s, Hostname: %s, ClusterId: %s, InstanceId: %s\n"
        .formatted(
            index.path("product").asText(index.path("tagline").asText()),
            index.path("version").asText(),
            index.path("hostname").asText(),
            index.path("clusterId").asText(),
            index.path("instanceId").asText());
  }

  private boolean isFederation() {
    return profile.equals(FEDERATION) || profile.equals(WITH_POLICIES);
  }

  /** Those of the profile, meshes first, then their secrets, secrets of all meshes last. */
  private List<KnownType> types() {
    List<KnownType> types = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (JsonNode described : session().api().get("/_resources").path("resources")) {
      String name = described.path("name").asText();
      Optional<KnownType> type = session().types().findByName(name);
      if (type.isEmpty()) {
        unknown.add(name);
      } else if (isOfProfile(type.get(), described)) {
        types.add(type.get());
      }
    }
    types.sort(
        Comparator.comparingInt(
            type ->
                switch (type.name()) {
                  case "Mesh" -> 0;
                  case "Secret" -> 1;
                  case "GlobalSecret" -> 3;
                  default -> 2;
                }));
    if (!unknown.isEmpty()) {
      String message =
          "The following types won't be exported because they are unknown to kumactl: "
              + String.join(",", unknown);
      print("# " + message + "\n");
      warn("WARNING: " + message + ". Are you using a compatible version of kumactl?");
    }
    return types;
  }

  private boolean isOfProfile(KnownType type, JsonNode described) {
    if (type.adminOnly() && !isFederation() && !includeAdmin) {
      return false;
    }
    boolean inFederation = described.path("includeInFederation").asBoolean();
    return switch (profile) {
      case FEDERATION ->
          inFederation
              && !described.at("/policy/isTargetRef").asBoolean()
              && !type.name().equals(GATEWAY);
      case WITH_POLICIES -> inFederation;
      case NO_DATAPLANES -> !DATAPLANES.contains(type.name());
      default -> true;
    };
  }

  private ObjectNode prepared(KnownType type, ObjectNode tree) {
    if (type.name().equals("Mesh")) {
      tree.putArray("skipCreatingInitialPolicies").add("*");
      ExportedMesh.provideAuthorities(tree);
    }
    if (isFederation() && tree.path("labels") instanceof ObjectNode labels) {
      labels.remove(ORIGIN);
      if (labels.isEmpty()) {
        tree.remove("labels");
      }
    }
    return tree;
  }

  private String text(Found found) {
    if (!exportFormat.equals(KUBERNETES)) {
      return "---\n" + found.type().yaml(found.tree());
    }
    String path =
        found.type().path(found.tree().path("mesh").asText(), found.tree().path("name").asText());
    ObjectNode object = (ObjectNode) session().api().get(path + "?format=kubernetes");
    if (object.path("metadata") instanceof ObjectNode metadata) {
      String in = metadata.path("namespace").asText(namespace);
      if (!profile.equals(ALL) && !in.equals(namespace)) {
        return "";
      }
      metadata.remove(OF_THE_STORE);
      for (String field : List.of("labels", "annotations")) {
        if (isFederation() && metadata.path(field) instanceof ObjectNode entries) {
          entries.remove(ORIGIN);
        }
      }
    }
    if (found.type().name().equals("Mesh")) {
      object.set("spec", ExportedMesh.spec(found.tree()));
    }
    return "---\n" + GoYaml.text(object);
  }
}
