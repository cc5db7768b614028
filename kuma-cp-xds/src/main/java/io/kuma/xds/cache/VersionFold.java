package io.kuma.xds.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One version for many resources, as state of the world has it. For most types it is a hash. For
 * secrets it spells out the versions of its parts, so that a control plane which did not make the
 * secrets can still read from the version that a proxy presents which of them it holds (see {@code
 * docs/decisions/0004-streams-send-states.md}).
 */
public final class VersionFold {
  private static final String ENTRY = ";";
  private static final char EQUALS = '=';

  private VersionFold() {}

  /** The version of these resources together; no resources have one too. */
  public static String of(XdsType type, SortedMap<String, VersionedResource> resources) {
    SortedMap<String, String> versions = new TreeMap<>();
    resources.forEach((name, resource) -> versions.put(name, resource.version()));
    return ofVersions(type, versions);
  }

  /** The same for resources of which only the versions are known, by name. */
  public static String ofVersions(XdsType type, SortedMap<String, String> versions) {
    if (type == XdsType.SECRET) {
      return versions.entrySet().stream()
          .map(secret -> secret.getKey() + EQUALS + secret.getValue())
          .collect(Collectors.joining(ENTRY));
    }
    MessageDigest digest = sha256();
    versions.forEach(
        (name, version) -> {
          update(digest, name);
          update(digest, version);
        });
    return hex(digest);
  }

  /**
   * The versions of the parts, by name, where {@code version} tells them; empty for all types but
   * secrets.
   *
   * @param version what a proxy presents, so it may be anything
   */
  public static SortedMap<String, String> parts(XdsType type, String version) {
    if (type != XdsType.SECRET || version.isEmpty()) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, String> parts = new TreeMap<>();
    for (String entry : version.split(ENTRY, -1)) {
      int equals = entry.lastIndexOf(EQUALS);
      if (equals > 0) {
        parts.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return parts;
  }

  /**
   * The version of a cluster's endpoints as the proxy gets it. Envoy waits for endpoints whenever
   * their cluster changed, so their version has to change with the cluster's or they would not be
   * sent again.
   */
  public static String ofEndpoints(String endpoints, String cluster) {
    MessageDigest digest = sha256();
    update(digest, endpoints);
    update(digest, cluster);
    return hex(digest);
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
