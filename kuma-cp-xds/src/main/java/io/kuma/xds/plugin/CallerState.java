package io.kuma.xds.plugin;

import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString;
import io.envoyproxy.envoy.extensions.filters.common.set_filter_state.v3.FilterStateValue;
import io.envoyproxy.envoy.type.matcher.v3.FilterStateMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.kuma.model.Match;
import io.kuma.xds.envoy.NewerMessages;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who is calling, as routes can see it: noted in the connection's state once the client has shown
 * its certificate, for routes cannot look into certificates themselves.
 */
public final class CallerState {
  private final String prefix;
  private final Set<Fact> needed = EnumSet.noneOf(Fact.class);

  /**
   * @param policy whose routes they are, so that policies do not read each other's notes; in snake
   *     case
   */
  public CallerState(String policy) {
    this.prefix = "kuma." + policy + ".match.";
  }

  /** Something about a caller, and how Envoy spells it. */
  private enum Fact {
    SPIFFE_ID("spiffe_id", "%DOWNSTREAM_PEER_URI_SAN%"),
    SERVER_NAME("sni", "%REQUESTED_SERVER_NAME%");

    private final String name;
    private final String format;

    Fact(String name, String format) {
      this.name = name;
      this.format = format;
    }
  }

  /** Routes will match on what the match says. */
  public void needs(Match match) {
    if (match.spiffeId() != null) {
      needed.add(Fact.SPIFFE_ID);
    }
    if (match.sni() != null) {
      needed.add(Fact.SERVER_NAME);
    }
  }

  /** The match as a route has it. */
  public List<FilterStateMatcher> matchers(Match match) {
    List<FilterStateMatcher> matchers = new ArrayList<>();
    Match.SpiffeIdMatch spiffeId = match.spiffeId();
    if (spiffeId != null) {
      StringMatcher.Builder id = StringMatcher.newBuilder();
      matchers.add(
          matcher(
              Fact.SPIFFE_ID,
              switch (spiffeId.type()) {
                case Exact -> id.setExact(spiffeId.value());
                case Prefix -> id.setPrefix(spiffeId.value());
              }));
    }
    Match.SniMatch sni = match.sni();
    if (sni != null) {
      StringMatcher.Builder name = StringMatcher.newBuilder();
      matchers.add(
          matcher(
              Fact.SERVER_NAME,
              switch (sni.type()) {
                case Exact -> name.setExact(sni.value());
              }));
    }
    return matchers;
  }

  /** Notes what is needed, and nothing else. */
  public void addTo(ChainXds chain) {
    for (Fact fact : needed) {
      chain.filter(
          NetworkFilterSlot.STATE,
          "envoy.filters.network.set_filter_state",
          NewerMessages.setFilterStateAfterHandshake(value(fact)));
    }
  }

  private FilterStateMatcher matcher(Fact fact, StringMatcher.Builder value) {
    return FilterStateMatcher.newBuilder().setKey(prefix + fact.name).setStringMatch(value).build();
  }

  private FilterStateValue value(Fact fact) {
    return FilterStateValue.newBuilder()
        .setObjectKey(prefix + fact.name)
        .setFactoryKey("envoy.string")
        .setReadOnly(true)
        .setSkipIfEmpty(true)
        .setFormatString(
            SubstitutionFormatString.newBuilder()
                .setTextFormatSource(DataSource.newBuilder().setInlineString(fact.format)))
        .build();
  }
}
