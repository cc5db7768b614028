package io.kuma.core.ca;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.manager.ResourceReader;
import io.kuma.model.DataSource;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.mesh.Mesh.CertificateAuthorityBackend;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the authority that is in force in a mesh, wherever the mesh says that it is kept. Reading
 * is left to the given reader each time, so that a rotated secret counts at once; only the parsing
 * is remembered.
 */
public final class MeshAuthorities {
  private static final Duration DEFAULT_LIFETIME = Duration.ofHours(24);

  private final ResourceReader reader;
  private final ConcurrentMap<Place, Parsed> parsed = new ConcurrentHashMap<>();

  /**
   * @param reader is asked for secrets for every identity: one over a snapshot costs nothing
   */
  public MeshAuthorities(ResourceReader reader) {
    this.reader = reader;
  }

  /**
   * What a proxy of the mesh has to prove.
   *
   * @param uris the SPIFFE IDs and tags of its workloads
   * @return empty if mutual TLS is off
   * @throws AuthorityUnavailable if it is on, but the authority cannot be used; the proxy must not
   *     go without
   */
  public Optional<Identity> identity(String meshName, Mesh mesh, List<String> uris) {
    return mesh.enabledMtlsBackend()
        .map(
            backend ->
                new Identity(
                    get(meshName, backend),
                    uris,
                    backend.certificateLifetime().orElse(DEFAULT_LIFETIME)));
  }

  /**
   * The authority of a backend.
   *
   * @throws AuthorityUnavailable if it cannot be read
   */
  public CertificateAuthority get(String mesh, CertificateAuthorityBackend backend) {
    Place place = new Place(mesh, backend.name());
    try {
      AuthoritySources sources = new AuthoritySources(mesh, reader);
      String certificate = sources.read(source(mesh, backend, "cert"));
      String key = sources.read(source(mesh, backend, "key"));
      Parsed known = parsed.get(place);
      if (known == null || !known.certificate.equals(certificate) || !known.key.equals(key)) {
        known = new Parsed(certificate, key, CertificateAuthority.parse(certificate, key));
        parsed.put(place, known);
      }
      return known.authority;
    } catch (IllegalArgumentException e) {
      throw new AuthorityUnavailable(
          "backend \"%s\" of mesh \"%s\" cannot be used: %s"
              .formatted(backend.name(), mesh, e.getMessage()),
          e);
    }
  }

  private static DataSource source(String mesh, CertificateAuthorityBackend backend, String part) {
    if (backend.type().equals(CertificateAuthorityBackend.BUILTIN)) {
      return AuthoritySources.secret(
          part.equals("cert")
              ? BuiltinAuthorities.certificateKey(mesh, backend.name())
              : BuiltinAuthorities.privateKeyKey(mesh, backend.name()));
    }
    JsonNode conf = backend.conf();
    @Nullable DataSource source = conf == null ? null : AuthoritySources.of(conf.path(part));
    if (source == null) {
      throw new IllegalArgumentException(part + " has to be defined");
    }
    return source;
  }

  private record Place(String mesh, String backend) {}

  /** Not a record: it must not be printed. */
  private static final class Parsed {
    private final String certificate;
    private final String key;
    private final CertificateAuthority authority;

    private Parsed(String certificate, String key, CertificateAuthority authority) {
      this.certificate = certificate;
      this.key = key;
      this.authority = authority;
    }
  }

  /** A mesh wants mutual TLS, but its authority cannot be read. The message is fit for users. */
  public static final class AuthorityUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AuthorityUnavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
