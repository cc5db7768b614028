package io.kuma.core.inspect;

import io.kuma.core.identity.SpiffeIds;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.match.PolicyMatcher;
import io.kuma.model.json.ResourceCodec;

/** Everything that one can look at. */
public record Inspection(
    RuleView rules,
    FlatRuleView flatRules,
    PolicyView policies,
    LayoutView layout,
    ConfigurationView configurations) {

  /**
   * Looks with the functions that feed Envoy.
   *
   * @param matcher the one that proxies' policies are matched with
   */
  public static Inspection of(
      PolicyMatcher matcher,
      Configurations configurations,
      ResourceCodec codec,
      ControlPlane controlPlane) {
    return new Inspection(
        new RuleView(matcher, codec),
        new FlatRuleView(matcher, codec),
        new PolicyView(matcher, codec),
        new LayoutView(new SpiffeIds(controlPlane)),
        new ConfigurationView(configurations));
  }
}
