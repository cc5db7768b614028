package io.kuma.policy.meshaccesslog;

import io.envoyproxy.envoy.config.accesslog.v3.AccessLogFilter;
import io.envoyproxy.envoy.config.accesslog.v3.ExtensionFilter;
import io.envoyproxy.envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter;
import io.kuma.core.match.MatchRule;
import io.kuma.core.proxy.InboundRules;
import io.kuma.model.Match;
import io.kuma.model.Match.SpiffeIdMatch;
import io.kuma.policy.meshaccesslog.MeshAccessLog.Backend;
import io.kuma.policy.meshaccesslog.MeshAccessLog.InboundConf;
import io.kuma.xds.envoy.Packed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What rules say of inbound traffic: who is subject to a rule that is about fewer callers is not
 * subject to those that are about more. Conditions are expressions in CEL, which Envoy evaluates
 * when it is about to log (<a
 * href="https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/advanced/attributes">its
 * attributes</a>).
 */
final class InboundLogs {
  private static final String CEL = "envoy.access_loggers.extension_filters.cel";

  private InboundLogs() {}

  /**
   * Some places where logs go.
   *
   * @param condition empty if everything is logged
   */
  record Logged(List<Backend> backends, Optional<AccessLogFilter> condition) {
    Logged {
      backends = List.copyOf(backends);
    }
  }

  /**
   * @param rules with what is about fewer callers first
   */
  static List<Logged> of(InboundRules<?> rules) {
    List<Logged> logged = new ArrayList<>();
    List<Match> narrower = new ArrayList<>();
    @Nullable Record last = null;
    List<Match> ofLast = new ArrayList<>();
    for (MatchRule<?> rule : rules.rules()) {
      Record match = rule.match();
      if (!Objects.equals(match, last)) {
        narrower.addAll(ofLast);
        ofLast.clear();
      }
      Record conf = rule.conf();
      if (conf instanceof InboundConf said && said.backends() != null) {
        logged.add(new Logged(said.backends(), condition(match, narrower)));
      }
      if (match instanceof Match known && !expression(known).isEmpty()) {
        ofLast.clear();
        ofLast.add(known);
      }
      last = match;
    }
    return logged;
  }

  private static Optional<AccessLogFilter> condition(@Nullable Record match, List<Match> narrower) {
    List<String> conditions = new ArrayList<>();
    if (match instanceof Match known && !expression(known).isEmpty()) {
      conditions.add(expression(known));
    }
    for (Match other : narrower) {
      if (!(match instanceof Match known && excludeEachOther(known, other))) {
        conditions.add("!(" + expression(other) + ")");
      }
    }
    return conditions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            AccessLogFilter.newBuilder()
                .setExtensionFilter(
                    ExtensionFilter.newBuilder()
                        .setName(CEL)
                        .setTypedConfig(
                            Packed.any(
                                ExpressionFilter.newBuilder()
                                    .setExpression(String.join(" && ", conditions))
                                    .build())))
                .build());
  }

  private static String expression(Match match) {
    List<String> parts = new ArrayList<>();
    SpiffeIdMatch id = match.spiffeId();
    if (id != null) {
      parts.add(
          switch (id.type()) {
            case Exact -> "connection.uri_san_peer_certificate == " + literal(id.value());
            case Prefix ->
                "connection.uri_san_peer_certificate.startsWith(" + literal(id.value()) + ")";
          });
    }
    if (match.sni() != null) {
      parts.add("connection.requested_server_name == " + literal(match.sni().value()));
    }
    return String.join(" && ", parts);
  }

  /** As far as it is certain; a condition too many does no harm. */
  private static boolean excludeEachOther(Match one, Match other) {
    if (one.sni() != null
        && other.sni() != null
        && !one.sni().value().equals(other.sni().value())) {
      return true;
    }
    SpiffeIdMatch oneId = one.spiffeId();
    SpiffeIdMatch otherId = other.spiffeId();
    return oneId != null
        && otherId != null
        && !covers(oneId, otherId.value())
        && !covers(otherId, oneId.value());
  }

  private static boolean covers(SpiffeIdMatch match, String value) {
    return switch (match.type()) {
      case Exact -> match.value().equals(value);
      case Prefix -> value.startsWith(match.value());
    };
  }

  private static String literal(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
