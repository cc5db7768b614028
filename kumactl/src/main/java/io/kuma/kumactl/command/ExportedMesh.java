package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** A mesh as it is taken elsewhere: with the authority that its proxies trust already. */
final class ExportedMesh {
  private static final Set<String> META =
      Set.of("creationTime", "kri", "labels", "mesh", "modificationTime", "name", "type");

  private ExportedMesh() {}

  /** A builtin authority becomes a provided one, with the secrets that it has made. */
  static void provideAuthorities(ObjectNode mesh) {
    boolean provided = false;
    for (JsonNode one : mesh.at("/mtls/backends")) {
      if (one instanceof ObjectNode backend && backend.path("type").asText().equals("builtin")) {
        String secret =
            mesh.path("name").asText() + ".ca-builtin-%s-" + backend.path("name").asText();
        ObjectNode conf = backend.putObject("conf");
        conf.putObject("cert").put("secret", secret.formatted("cert"));
        conf.putObject("key").put("secret", secret.formatted("key"));
        backend.put("type", "provided");
        provided = true;
      }
    }
    if (provided) {
      // The mesh is applied before the secrets that it names.
      ((ObjectNode) mesh.path("mtls")).put("skipValidation", true);
    }
  }

  static ObjectNode spec(ObjectNode mesh) {
    ObjectNode spec = mesh.deepCopy();
    spec.remove(META);
    return spec;
  }
}
