package io.kuma.resource.validate;

import io.kuma.model.Match;
import io.kuma.model.Violations.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Match} may say. */
public final class Matches {
  /** Said of settings that a connection has before its client's certificate is known. */
  public static final String NOT_BY_CLIENT =
      "can't be specified when matches contain spiffeID because this field cannot be conditioned on"
          + " source identity";

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

  /** Reports what {@link #check} finds in each of them. */
  public static void checkAll(Path path, @Nullable List<Match> matches) {
    for (int i = 0; matches != null && i < matches.size(); i++) {
      check(path.index(i), matches.get(i));
    }
  }

  /** Reports what {@link #check} finds in each of them, and those that match everything. */
  public static void checkNarrow(Path path, @Nullable List<Match> matches) {
    for (int i = 0; matches != null && i < matches.size(); i++) {
      Match match = matches.get(i);
      check(path.index(i), match);
      if (match.spiffeId() == null && match.sni() == null) {
        path.index(i).add("must specify at least one of 'spiffeID' or 'sni'");
      }
    }
  }

  /** Whether it depends on who the client is. */
  public static boolean byClient(@Nullable List<Match> matches) {
    return matches != null && matches.stream().anyMatch(match -> match.spiffeId() != null);
  }
}
