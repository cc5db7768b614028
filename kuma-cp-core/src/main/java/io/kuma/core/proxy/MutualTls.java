package io.kuma.core.proxy;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the proxy proves who it is, and how it asks others to, in a mesh with a certificate
 * authority.
 *
 * @param mesh the trust domain
 * @param mode what inbounds accept where no policy says otherwise
 * @param services the values of {@code kuma.io/service} that its certificate vouches for
 * @param tags all tags of its inbounds, which its certificate vouches for too
 */
public record MutualTls(
    String mesh, Mode mode, SortedSet<String> services, SortedMap<String, SortedSet<String>> tags) {

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
  }

  /** The SPIFFE ID of the workloads of a service. */
  public String spiffeId(String service) {
    return trustDomainPrefix() + service;
  }

  /** How a certificate vouches for a tag. */
  public static String tagUri(String key, String value) {
    return "kuma://" + key + "/" + value;
  }

  /** What every SPIFFE ID of the mesh starts with. */
  public String trustDomainPrefix() {
    return "spiffe://" + mesh + "/";
  }
}
