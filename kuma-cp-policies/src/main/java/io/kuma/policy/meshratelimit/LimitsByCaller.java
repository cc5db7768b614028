package io.kuma.policy.meshratelimit;

import io.envoyproxy.envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit;
import io.kuma.core.match.MatchRule;
import io.kuma.core.merge.ConfMerger;
import io.kuma.core.proxy.InboundRules;
import io.kuma.model.Match;
import io.kuma.model.Match.SpiffeIdMatch;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.policy.meshratelimit.MeshRateLimit.Conf;
import io.kuma.policy.meshratelimit.MeshRateLimit.Http;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits of HTTP requests for callers of whom some rule says more than of everyone: what everyone
 * has, overridden by each rule that fits them, the more specific ones last.
 */
final class LimitsByCaller {
  private static final ConfMerger<Conf> MERGER =
      new ConfMerger<>(Conf.class, new JacksonResourceCodec());

  /** A longer prefix is about fewer callers. Rules come with what is exact first. */
  private static final Comparator<MatchRule<Conf>> LONGEST_PREFIX_FIRST =
      Comparator.comparingInt(LimitsByCaller::prefixLength).reversed();

  private LimitsByCaller() {}

  /**
   * A limit of some callers.
   *
   * @param limit empty if they have none
   */
  record CallerLimit(Match match, Optional<LocalRateLimit> limit) {}

  /** In the order in which they are tried. */
  static List<CallerLimit> of(InboundRules<Conf> rules) {
    List<MatchRule<Conf>> special =
        rules.rules().stream()
            .filter(rule -> spiffeId(rule) != null && http(rule.conf()) != null)
            .sorted(LONGEST_PREFIX_FIRST)
            .toList();
    List<CallerLimit> limits = new ArrayList<>();
    for (MatchRule<Conf> rule : special) {
      if (rule.match() instanceof Match match) {
        List<Conf> confs = new ArrayList<>();
        rules.forEveryone().filter(conf -> http(conf) != null).ifPresent(confs::add);
        for (int i = special.size() - 1; i >= 0; i--) {
          if (special.get(i).match() instanceof Match other && covers(other, match)) {
            confs.add(special.get(i).conf());
          }
        }
        Conf merged = MERGER.merge(confs.stream().map(MERGER::toTree).toList()).get(0);
        limits.add(
            new CallerLimit(match, Optional.ofNullable(http(merged)).flatMap(HttpLimits::of)));
      }
    }
    return limits;
  }

  private static @Nullable Http http(Conf conf) {
    return conf.local() == null ? null : conf.local().http();
  }

  private static @Nullable SpiffeIdMatch spiffeId(MatchRule<Conf> rule) {
    return rule.match() instanceof Match match ? match.spiffeId() : null;
  }

  /** What is exact is longer than any prefix. */
  private static int prefixLength(MatchRule<Conf> rule) {
    SpiffeIdMatch id = spiffeId(rule);
    if (id == null) {
      return 0;
    }
    return switch (id.type()) {
      case Exact -> Integer.MAX_VALUE;
      case Prefix -> id.value().length();
    };
  }

  /** Whether all callers of {@code narrow} are callers of {@code wide}. */
  private static boolean covers(Match wide, Match narrow) {
    SpiffeIdMatch wideId = wide.spiffeId();
    SpiffeIdMatch narrowId = narrow.spiffeId();
    if (wideId == null || narrowId == null) {
      return false;
    }
    boolean idCovered =
        switch (wideId.type()) {
          case Exact -> wideId.equals(narrowId);
          case Prefix -> narrowId.value().startsWith(wideId.value());
        };
    return idCovered && (wide.sni() == null || wide.sni().equals(narrow.sni()));
  }
}
