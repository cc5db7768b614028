package io.kuma.core.proxy;

import io.kuma.core.identity.TrustDomain;
import io.kuma.core.identity.WorkloadIdentity;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the proxy proves who it is, and how it asks others to, where a certificate authority vouches
 * for them: that of the mesh, or those that MeshIdentities and MeshTrusts speak of.
 *
 * @param mesh the trust domain of the mesh's own authority
 * @param mode what inbounds accept where no policy says otherwise
 * @param meshAuthority whether the mesh has an authority of its own, so that every proxy has a
 *     certificate
 * @param services the values of {@code kuma.io/service} that a certificate of the mesh's authority
 *     vouches for
 * @param tags all tags of its inbounds, which such a certificate vouches for too
 * @param identity what it proves to be by a MeshIdentity, and then not by the mesh's authority
 * @param trustDomains those whose certificates it believes, the mesh's own first; none if it is
 *     only the mesh's own and nobody speaks of others
 */
public record MutualTls(
    String mesh,
    Mode mode,
    boolean meshAuthority,
    SortedSet<String> services,
    SortedMap<String, SortedSet<String>> tags,
    Optional<WorkloadIdentity> identity,
    List<String> trustDomains) {

  /** What inbounds accept. */
  public enum Mode {
    /** Only callers with a certificate of the mesh. */
    STRICT,
    /** Plaintext and foreign TLS as well, while workloads move into the mesh. */
    PERMISSIVE
  }

  public MutualTls {
    services = Collections.unmodifiableSortedSet(new TreeSet<>(services));
    SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
    tags.forEach(
        (key, values) -> copy.put(key, Collections.unmodifiableSortedSet(new TreeSet<>(values))));
    tags = Collections.unmodifiableSortedMap(copy);
    trustDomains = List.copyOf(trustDomains);
  }

  /** By the mesh's authority alone. */
  public static MutualTls ofMesh(
      String mesh,
      Mode mode,
      SortedSet<String> services,
      SortedMap<String, SortedSet<String>> tags) {
    return new MutualTls(mesh, mode, true, services, tags, Optional.empty(), List.of());
  }

  /** Whether what it believes are the trust domains, each with authorities of its own. */
  public boolean usesTrustDomains() {
    return identity.isPresent() || !trustDomains.isEmpty();
  }

  /** What the SPIFFE IDs of whoever it believes start with. */
  public List<String> trustedPrefixes() {
    return usesTrustDomains()
        ? trustDomains.stream().map(TrustDomain::prefix).toList()
        : List.of(TrustDomain.prefix(mesh));
  }

  /** The SPIFFE ID of the workloads of a service, as the mesh's authority vouches for it. */
  public String spiffeId(String service) {
    return TrustDomain.prefix(mesh) + service;
  }

  /** How a certificate vouches for a tag. */
  public static String tagUri(String key, String value) {
    return "kuma://" + key + "/" + value;
  }
}
