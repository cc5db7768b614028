package io.kuma.policy.meshfaultinjection;

import com.github.xds.type.matcher.v3.Matcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.FieldMatcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.Predicate;
import com.github.xds.type.matcher.v3.Matcher.OnMatch;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.common.matching.v3.ExtensionWithMatcher;
import io.envoyproxy.envoy.extensions.filters.common.matcher.action.v3.SkipFilter;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.kuma.core.match.MatchRule;
import io.kuma.core.match.SubsetRule;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.InboundRules;
import io.kuma.core.proxy.Outbound;
import io.kuma.model.Kri;
import io.kuma.model.Match;
import io.kuma.model.PolicyType;
import io.kuma.policy.meshfaultinjection.MeshFaultInjection.Conf;
import io.kuma.policy.meshfaultinjection.MeshFaultInjection.Fault;
import io.kuma.policy.meshfaultinjection.MeshFaultInjection.RuleConf;
import io.kuma.xds.envoy.CallerPredicates;
import io.kuma.xds.envoy.Packed;
import io.kuma.xds.plugin.FilterSlot;
import io.kuma.xds.plugin.HttpXds;
import io.kuma.xds.plugin.InboundXds;
import io.kuma.xds.plugin.OutboundXds;
import io.kuma.xds.plugin.PolicyPlugin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Faults of inbounds: a filter for each. Who gets them is judged by the certificate where {@code
 * rules} say so, and by a header that callers' proxies set where {@code from} does.
 */
public final class MeshFaultInjectionPlugin implements PolicyPlugin<Conf> {
  private static final String FILTER = "envoy.filters.http.fault";

  private final PolicyType<MeshFaultInjection, Conf> type;

  public MeshFaultInjectionPlugin(PolicyType<MeshFaultInjection, Conf> type) {
    this.type = type;
  }

  @Override
  public PolicyType<MeshFaultInjection, Conf> type() {
    return type;
  }

  @Override
  public void inbound(Inbound inbound, InboundRules<Conf> rules, InboundXds xds) {
    xds.chain()
        .http()
        .ifPresent(
            http -> {
              if (rules.rules().isEmpty()) {
                rules.from().forEach(rule -> byTags(rule, http));
              } else {
                rules.rules().forEach(rule -> byIdentity(rule, http));
              }
            });
  }

  /** Every proxy of the mesh says who it is: whom it calls may be one that asks. */
  @Override
  public void outbound(Outbound outbound, @Nullable Conf conf, OutboundXds xds) {
    if (xds.proxy().policiesOfMesh().contains(type)) {
      HeaderValueOption tags =
          HeaderValueOption.newBuilder()
              .setHeader(
                  HeaderValue.newBuilder()
                      .setKey(TagsHeader.NAME)
                      .setValue(TagsHeader.valueOf(xds.proxy())))
              .build();
      xds.chain().http().ifPresent(http -> http.routes().addRequestHeadersToAdd(tags));
    }
  }

  private static void byTags(SubsetRule<Conf> rule, HttpXds http) {
    for (Fault fault : orNone(rule.conf().http())) {
      HTTPFault config = Faults.of(fault).addAllHeaders(TagsHeader.matchers(rule.subset())).build();
      http.filter(FilterSlot.FAULT, FILTER, config);
    }
  }

  /** The filter is called by the policy, so that statistics and people can tell them apart. */
  private void byIdentity(MatchRule<?> rule, HttpXds http) {
    Record conf = rule.conf();
    if (conf instanceof RuleConf faults) {
      for (Fault fault : orNone(faults.http())) {
        http.filter(
            FilterSlot.FAULT,
            origin(rule),
            ExtensionWithMatcher.newBuilder()
                .setXdsMatcher(skipOthers(rule.match()))
                .setExtensionConfig(
                    TypedExtensionConfig.newBuilder()
                        .setName(FILTER)
                        .setTypedConfig(Packed.any(Faults.of(fault).build())))
                .build());
      }
    }
  }

  private String origin(MatchRule<?> rule) {
    return rule.origins().stream()
        .findFirst()
        .flatMap(origin -> Kri.of(type.resource(), origin.policy()))
        .map(Kri::toString)
        .orElse(FILTER);
  }

  private static Matcher skipOthers(@Nullable Record match) {
    if (!(match instanceof Match callers)
        || (callers.spiffeId() == null && callers.sni() == null)) {
      return Matcher.getDefaultInstance();
    }
    return Matcher.newBuilder()
        .setMatcherList(
            MatcherList.newBuilder()
                .addMatchers(
                    FieldMatcher.newBuilder()
                        .setPredicate(
                            Predicate.newBuilder().setNotMatcher(CallerPredicates.of(callers)))
                        .setOnMatch(
                            OnMatch.newBuilder()
                                .setAction(
                                    CallerPredicates.extension(
                                        "skip", SkipFilter.getDefaultInstance())))))
        .build();
  }

  private static List<Fault> orNone(@Nullable List<Fault> faults) {
    return faults == null ? List.of() : faults;
  }
}
