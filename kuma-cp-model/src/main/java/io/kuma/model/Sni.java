package io.kuma.model;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The server name by which a client asks for a port of a {@link Destination}, in the form that
 * follows the {@link Kri} (contract section 2.5): {@code sni.<short
 * name>.<mesh>[.<zone>[.<namespace>]].<name>.<section>}.
 *
 * @param shortName of the destination's type
 * @param zone empty for what comes from the global control plane
 * @param namespace empty outside of Kubernetes; left out where there is no zone, because only zones
 *     can have two of one name
 * @param section a port, by name or number
 */
public record Sni(
    String shortName, String mesh, String zone, String namespace, String name, String section) {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int MAX_PART = 62;

  /** The server name of a port of the resource that {@code meta} belongs to. */
  public static Sni of(String shortName, Meta meta, String section) {
    return new Sni(
        shortName,
        meta.mesh(),
        meta.labels().getOrDefault(Labels.ZONE, ""),
        meta.labels().getOrDefault(Labels.NAMESPACE, ""),
        meta.displayName(),
        section);
  }

  /**
   * The older form, which holds a hash (64 bits, FNV-1a) because its parts alone may be ambiguous:
   * {@code a<hash>.<name>.<port>.<mesh>.<kind>}.
   *
   * @param data what else tells destinations apart; usually nothing
   */
  public static String hashed(
      HashedKind kind, String name, String mesh, int port, Map<String, String> data) {
    String extra =
        new TreeMap<>(data)
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    return "a%016x.%s.%d.%s.%s"
        .formatted(
            fnv1a(name + ";" + mesh + ";" + extra),
            shortened(name),
            port,
            shortened(mesh),
            kind.wireName());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("sni.").append(shortName).append('.').append(mesh);
    if (!zone.isEmpty()) {
      text.append('.').append(zone);
      if (!namespace.isEmpty()) {
        text.append('.').append(namespace);
      }
    }
    return text.append('.').append(name).append('.').append(section).toString();
  }

  private static long fnv1a(String text) {
    long hash = FNV_OFFSET;
    for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (next & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  /** Parts of host names have 63 characters at most; the last one tells that some are missing. */
  private static String shortened(String part) {
    return part.length() > MAX_PART ? part.substring(0, MAX_PART) + "x" : part;
  }

  /** What kind of destination a name of the older form stands for. */
  public enum HashedKind {
    MESH_SERVICE("ms"),
    MESH_EXTERNAL_SERVICE("mes"),
    MESH_MULTI_ZONE_SERVICE("mzms");

    private final String wireName;

    HashedKind(String wireName) {
      this.wireName = wireName;
    }

    String wireName() {
      return wireName;
    }
  }
}
