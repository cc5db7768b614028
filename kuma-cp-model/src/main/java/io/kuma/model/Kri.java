package io.kuma.model;

import io.kuma.model.json.GoQuote;
import java.util.List;
import java.util.Optional;

/**
 * The identifier of a resource, or of a section of it, that is the same on every control plane
 * (contract section 2.5): {@code kri_<short name>_<mesh>_<zone>_<namespace>_<name>_<section>}.
 * Parts that do not apply are empty.
 *
 * @param type a type with a short name
 * @param name the name that users gave it, before synchronisation changed it
 * @param section a port, a listener, a rule; empty for the resource as a whole
 */
public record Kri(
    ResourceType<?> type, String mesh, String zone, String namespace, String name, String section) {

  private static final int PARTS = 7;

  public Kri {
    if (type.shortName().isEmpty()) {
      throw new IllegalArgumentException(type + " has no short name and so no KRIs");
    }
  }

  /** The identifier of a resource; empty for types that have none. */
  public static Optional<Kri> of(ResourceType<?> type, Meta meta) {
    return type.shortName()
        .map(
            shortName ->
                new Kri(
                    type,
                    meta.mesh(),
                    meta.labels().getOrDefault(Labels.ZONE, ""),
                    meta.labels().getOrDefault(Labels.NAMESPACE, ""),
                    meta.displayName(),
                    ""));
  }

  /**
   * Reads an identifier.
   *
   * @throws IllegalArgumentException if it is none; the message is the contract's and fit for users
   */
  public static Kri parse(String text, ResourceTypes types) {
    String[] parts = text.split("_", -1);
    if (parts.length < PARTS) {
      throw new IllegalArgumentException("invalid identifier string: " + GoQuote.quote(text));
    }
    if (!parts[0].equals("kri")) {
      throw new IllegalArgumentException(
          "identifier must start with 'kri': " + GoQuote.quote(text));
    }
    ResourceType<?> type =
        types
            .findByShortName(parts[1])
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "unknown short name of resource type: " + GoQuote.quote(parts[1])));
    // Underscores cannot be told from separators; upstream drops those of the section.
    String section = String.join("", List.of(parts).subList(PARTS - 1, parts.length));
    return new Kri(type, parts[2], parts[3], parts[4], parts[5], section);
  }

  /** The same resource's identifier with another section. */
  public Kri withSection(String newSection) {
    return new Kri(type, mesh, zone, namespace, name, newSection);
  }

  @Override
  public String toString() {
    return String.join(
        "_", "kri", type.shortName().orElseThrow(), mesh, zone, namespace, name, section);
  }
}
