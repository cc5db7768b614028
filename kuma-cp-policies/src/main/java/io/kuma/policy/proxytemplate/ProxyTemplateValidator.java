package io.kuma.policy.proxytemplate;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.proxytemplate.ProxyTemplate.Conf;
import io.kuma.policy.proxytemplate.ProxyTemplate.RawResource;
import io.kuma.resource.validate.SelectorRules;
import io.kuma.xds.envoy.EnvoyText;
import java.util.List;

/** What the schema of a {@link ProxyTemplate} cannot say. */
public final class ProxyTemplateValidator implements Validator<ProxyTemplate> {
  /** The sets of resources that the control plane makes for a kind of proxy. */
  private static final List<String> PROFILES =
      List.of("default-proxy", "egress-proxy", "ingress-proxy");

  private static final EnvoyText TEXT = new EnvoyText();
  private static final String EMPTY = "cannot be empty";

  @Override
  public void validate(Resource<ProxyTemplate> resource, Violations violations) {
    ProxyTemplate template = resource.spec();
    // Without selectors it applies to all.
    SelectorRules.checkEach(
        violations.at("selectors"), template.selectors(), SelectorRules.SERVICE);
    Conf conf = template.conf();
    if (conf == null) {
      return;
    }
    Path path = violations.at("conf");
    for (int i = 0; i < conf.imports().size(); i++) {
      checkImport(path.field("imports").index(i), conf.imports().get(i));
    }
    for (int i = 0; i < conf.resources().size(); i++) {
      checkResource(path.field("resources").index(i), conf.resources().get(i));
    }
    for (int i = 0; i < conf.modifications().size(); i++) {
      ModificationRules.check(path.field("modifications").index(i), conf.modifications().get(i));
    }
  }

  private static void checkImport(Path path, String profile) {
    if (profile.isEmpty()) {
      path.add(EMPTY);
    } else if (!PROFILES.contains(profile)) {
      path.add("profile not found. Available profiles: " + String.join(",", PROFILES));
    }
  }

  private static void checkResource(Path path, RawResource resource) {
    requireText(path.field("name"), resource.name());
    requireText(path.field("version"), resource.version());
    if (resource.resource().isEmpty()) {
      path.field("resource").add(EMPTY);
    } else {
      EnvoyText.check(path.field("resource"), () -> TEXT.readTyped(resource.resource()));
    }
  }

  private static void requireText(Path path, String text) {
    if (text.isEmpty()) {
      path.add(EMPTY);
    }
  }
}
