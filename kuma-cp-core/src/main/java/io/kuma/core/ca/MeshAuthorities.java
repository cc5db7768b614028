package io.kuma.core.ca;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.manager.ResourceReader;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.mesh.Mesh.CertificateAuthorityBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the authority that is in force in a mesh, wherever the mesh says that it is kept. */
public record MeshAuthorities(ResourceReader reader) {
  private static final Duration DEFAULT_LIFETIME = Duration.ofHours(24);

  /**
   * What a proxy of the mesh has to prove.
   *
   * @param uris the SPIFFE IDs and tags of its workloads
   * @return empty if mutual TLS is off, or the authority cannot be found yet
   */
  public Optional<Identity> identity(String meshName, Mesh mesh, List<String> uris) {
    return mesh.enabledMtlsBackend()
        .flatMap(
            backend ->
                find(meshName, backend)
                    .map(
                        authority ->
                            new Identity(
                                authority,
                                uris,
                                backend.certificateLifetime().orElse(DEFAULT_LIFETIME))));
  }

  /** The authority of a backend; empty if it is not there yet. */
  public Optional<CertificateAuthority> find(String mesh, CertificateAuthorityBackend backend) {
    if (backend.type().equals(CertificateAuthorityBackend.BUILTIN)) {
      return BuiltinAuthorities.find(mesh, backend.name(), reader);
    }
    JsonNode conf = backend.conf();
    if (conf == null) {
      return Optional.empty();
    }
    Optional<String> certificate = source(mesh, conf.get("cert"));
    Optional<String> key = source(mesh, conf.get("key"));
    return certificate.flatMap(pem -> key.map(keyPem -> CertificateAuthority.parse(pem, keyPem)));
  }

  /** Text from a secret, a file of this machine, or the mesh itself. */
  private Optional<String> source(String mesh, @Nullable JsonNode source) {
    if (source == null) {
      return Optional.empty();
    }
    if (source.hasNonNull("secret")) {
      ResourceKey key = CoreTypes.SECRET.key(mesh, source.path("secret").asText());
      return reader
          .find(CoreTypes.SECRET, key)
          .map(secret -> new String(secret.spec().content(), StandardCharsets.UTF_8));
    }
    if (source.hasNonNull("file")) {
      try {
        return Optional.of(Files.readString(Path.of(source.path("file").asText())));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    if (source.hasNonNull("inline")) {
      byte[] inline = Base64.getDecoder().decode(source.path("inline").asText());
      return Optional.of(new String(inline, StandardCharsets.UTF_8));
    }
    return source.hasNonNull("inlineString")
        ? Optional.of(source.path("inlineString").asText())
        : Optional.empty();
  }
}
