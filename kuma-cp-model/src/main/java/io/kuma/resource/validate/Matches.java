package io.kuma.resource.validate;

import io.kuma.model.Match;
import io.kuma.model.Violations.Path;

/** What a {@link Match} may say. */
public final class Matches {
  private Matches() {}

  /** Reports a client that is no SPIFFE ID and a server name that is no host name. */
  public static void check(Path path, Match match) {
    if (match.spiffeId() != null) {
      SpiffeIds.problem(match.spiffeId().value())
          .ifPresent(
              problem -> path.field("spiffeID").add("must be a valid Spiffe ID: " + problem));
    }
    if (match.sni() != null) {
      Path value = path.field("sni").field("value");
      if (match.sni().value().isEmpty()) {
        value.add("must be set");
      } else {
        DnsNames.subdomainProblems(match.sni().value()).forEach(value::add);
      }
    }
  }
}
