package io.kuma.policy.meshtimeout;

import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString;
import io.envoyproxy.envoy.extensions.filters.common.set_filter_state.v3.FilterStateValue;
import io.envoyproxy.envoy.type.matcher.v3.FilterStateMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.kuma.model.Match;
import io.kuma.xds.envoy.NewerMessages;
import io.kuma.xds.plugin.ChainXds;
import io.kuma.xds.plugin.NetworkFilterSlot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who is calling, as routes can see it: noted in the connection's state once the client has shown
 * its certificate, for routes cannot look into certificates themselves.
 */
final class CallerState {
  private final Set<Fact> needed = EnumSet.noneOf(Fact.class);

  /** Something about a caller, and how Envoy spells it. */
  private enum Fact {
    SPIFFE_ID("kuma.mesh_timeout.match.spiffe_id", "%DOWNSTREAM_PEER_URI_SAN%"),
    SERVER_NAME("kuma.mesh_timeout.match.sni", "%REQUESTED_SERVER_NAME%");

    private final String key;
    private final String format;

    Fact(String key, String format) {
      this.key = key;
      this.format = format;
    }
  }

  void needs(Match match) {
    if (match.spiffeId() != null) {
      needed.add(Fact.SPIFFE_ID);
    }
    if (match.sni() != null) {
      needed.add(Fact.SERVER_NAME);
    }
  }

  List<FilterStateMatcher> matchers(Match match) {
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
  void addTo(ChainXds chain) {
    for (Fact fact : needed) {
      chain.filter(
          NetworkFilterSlot.STATE,
          "envoy.filters.network.set_filter_state",
          NewerMessages.setFilterStateAfterHandshake(value(fact)));
    }
  }

  private static FilterStateMatcher matcher(Fact fact, StringMatcher.Builder value) {
    return FilterStateMatcher.newBuilder().setKey(fact.key).setStringMatch(value).build();
  }

  private static FilterStateValue value(Fact fact) {
    return FilterStateValue.newBuilder()
        .setObjectKey(fact.key)
        .setFactoryKey("envoy.string")
        .setReadOnly(true)
        .setSkipIfEmpty(true)
        .setFormatString(
            SubstitutionFormatString.newBuilder()
                .setTextFormatSource(DataSource.newBuilder().setInlineString(fact.format)))
        .build();
  }
}
