package io.kuma.xds.envoy;

import com.github.xds.core.v3.TypedExtensionConfig;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.Predicate;
import com.github.xds.type.matcher.v3.StringMatcher;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.extensions.matching.common_inputs.network.v3.ServerNameInput;
import io.envoyproxy.envoy.extensions.matching.common_inputs.ssl.v3.UriSanInput;
import io.kuma.model.Match;
import java.util.ArrayList;
import java.util.List;

/** Matches of callers in the terms of Envoy's matching API. */
public final class CallerPredicates {
  private CallerPredicates() {}

  /** Holds for the callers of a match that says something. */
  public static Predicate of(Match match) {
    List<Predicate> parts = new ArrayList<>();
    Match.SpiffeIdMatch spiffeId = match.spiffeId();
    if (spiffeId != null) {
      StringMatcher.Builder id = StringMatcher.newBuilder();
      parts.add(
          predicate(
              "envoy.matching.inputs.uri_san",
              UriSanInput.getDefaultInstance(),
              switch (spiffeId.type()) {
                case Exact -> id.setExact(spiffeId.value());
                case Prefix -> id.setPrefix(spiffeId.value());
              }));
    }
    Match.SniMatch sni = match.sni();
    if (sni != null) {
      StringMatcher.Builder name = StringMatcher.newBuilder();
      parts.add(
          predicate(
              "envoy.matching.inputs.server_name",
              ServerNameInput.getDefaultInstance(),
              switch (sni.type()) {
                case Exact -> name.setExact(sni.value());
              }));
    }
    return parts.size() == 1
        ? parts.get(0)
        : Predicate.newBuilder()
            .setAndMatcher(Predicate.PredicateList.newBuilder().addAllPredicate(parts))
            .build();
  }

  /** Holds where one of them does; there is at least one. */
  public static Predicate anyOf(List<Predicate> predicates) {
    return predicates.size() == 1
        ? predicates.get(0)
        : Predicate.newBuilder()
            .setOrMatcher(Predicate.PredicateList.newBuilder().addAllPredicate(predicates))
            .build();
  }

  /** An extension of the matching API: an input or an action. */
  public static TypedExtensionConfig extension(String name, Message config) {
    return TypedExtensionConfig.newBuilder()
        .setName(name)
        .setTypedConfig(Packed.any(config))
        .build();
  }

  private static Predicate predicate(String input, Message config, StringMatcher.Builder value) {
    return Predicate.newBuilder()
        .setSinglePredicate(
            Predicate.SinglePredicate.newBuilder()
                .setInput(extension(input, config))
                .setValueMatch(value))
        .build();
  }
}
