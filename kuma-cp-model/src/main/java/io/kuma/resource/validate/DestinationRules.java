package io.kuma.resource.validate;

import io.kuma.model.Destination;
import io.kuma.model.Destination.Section;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.Sni;
import io.kuma.model.Violations;
import java.util.ArrayList;
import java.util.List;

/** What validators ask of every destination: names that fit into host names and server names. */
public final class DestinationRules {
  private static final int MAX_NAME = 63;
  private static final int MAX_SERVER_NAME = 253;

  private DestinationRules() {}

  /** Reports a name that is too long for a part of a host name. */
  public static void checkName(Meta meta, Violations violations) {
    MetaRules.checkLength(violations.at("name"), meta.displayName(), MAX_NAME);
  }

  /**
   * The warnings for a destination whose name or ports do not fit into host names or server names.
   *
   * @param shortName of its type
   */
  public static List<String> deprecations(
      Resource<? extends Destination> resource, String shortName) {
    Meta meta = resource.meta();
    List<String> warnings =
        new ArrayList<>(DnsNames.nameDeprecations(meta.type(), meta.displayName()));
    for (Section section : resource.spec().sections()) {
      for (String problem : problems(Sni.of(shortName, meta, section.name()))) {
        warnings.add(
            "Invalid %s SNI (port \"%s\"): %s. This is deprecated."
                .formatted(meta.type(), section.name(), problem));
      }
    }
    return List.copyOf(warnings);
  }

  private static List<String> problems(Sni sni) {
    List<String> problems = new ArrayList<>();
    addProblems(problems, "mesh", sni.mesh());
    addProblems(problems, "name", sni.name());
    if (!sni.zone().isEmpty()) {
      addProblems(problems, "zone", sni.zone());
      if (!sni.namespace().isEmpty()) {
        addProblems(problems, "namespace", sni.namespace());
      }
    }
    List<String> ofSection = DnsNames.rfc1123LabelProblems(sni.section());
    if (!ofSection.isEmpty()) {
      problems.add(String.join("; ", ofSection));
    }
    int length = sni.toString().length();
    if (length > MAX_SERVER_NAME) {
      problems.add(
          "computed SNI is %d characters which exceeds the DNS hostname limit (%d)"
              .formatted(length, MAX_SERVER_NAME));
    }
    return problems;
  }

  private static void addProblems(List<String> problems, String part, String value) {
    List<String> ofPart = DnsNames.rfc1123LabelProblems(value);
    if (!ofPart.isEmpty()) {
      problems.add(
          "%s \"%s\" does not conform to RFC 1123: %s"
              .formatted(part, value, String.join("; ", ofPart)));
    }
  }
}
