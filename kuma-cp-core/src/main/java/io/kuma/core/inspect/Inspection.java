package io.kuma.core.inspect;

import io.kuma.core.identity.SpiffeIds;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.match.PolicyMatcher;
import io.kuma.core.vip.ServiceVips;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.ResourceCodec;

/** Everything that one can look at. */
public record Inspection(
    RuleView rules,
    FlatRuleView flatRules,
    AttachmentView attachments,
    PolicyView policies,
    LayoutView layout,
    ConfigurationView configurations,
    Configurations computed) {

  /**
   * Looks with the functions that feed Envoy.
   *
   * @param types all that there are
   * @param matcher the one that proxies' policies are matched with
   * @param vips where transparent proxies find what is known by tags
   */
  public static Inspection of(
      ResourceTypes types,
      PolicyMatcher matcher,
      ServiceVips vips,
      Configurations configurations,
      ResourceCodec codec,
      ControlPlane controlPlane) {
    return new Inspection(
        new RuleView(matcher, codec),
        new FlatRuleView(matcher, codec, vips),
        new AttachmentView(new Attachments(types, matcher, vips), codec, types),
        new PolicyView(matcher, codec),
        new LayoutView(new SpiffeIds(controlPlane)),
        new ConfigurationView(configurations),
        configurations);
  }
}
