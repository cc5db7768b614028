package io.kuma.policy.meshmetric;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.meshmetric.MeshMetric.Application;
import io.kuma.policy.meshmetric.MeshMetric.Backend;
import io.kuma.policy.meshmetric.MeshMetric.Conf;
import io.kuma.policy.meshmetric.MeshMetric.OpenTelemetry;
import io.kuma.policy.meshmetric.MeshMetric.Profiles;
import io.kuma.policy.meshmetric.MeshMetric.Prometheus;
import io.kuma.policy.meshmetric.MeshMetric.Selector;
import io.kuma.resource.validate.Addresses;
import io.kuma.resource.validate.MetaRules;
import io.kuma.resource.validate.OpenTelemetryRules;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.Ports;
import io.kuma.resource.validate.TargetRefRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshMetric} cannot say. */
public final class MeshMetricValidator implements Validator<MeshMetric> {
  /** In characters: the time to compile one grows with the square of its length. */
  static final int MAX_REGEX_LENGTH = 1024;

  @Override
  public void validate(Resource<MeshMetric> resource, Violations violations) {
    MeshMetric policy = resource.spec();
    Path spec = violations.at("spec");
    PolicyRules.checkTop(spec, resource, TargetRefRules.PROXIES_AND_LISTENERS);
    Conf conf = policy.conf();
    if (conf == null) {
      return;
    }
    Path path = spec.field("default");
    if (conf.sidecar() != null && conf.sidecar().profiles() != null) {
      checkProfiles(path.field("sidecar").field("profiles"), conf.sidecar().profiles());
    }
    // The names of items in these paths are upstream's, and clients know them.
    List<Application> applications = PolicyRules.orEmpty(conf.applications());
    for (int i = 0; i < applications.size(); i++) {
      Ports.checkOfPolicy(
          path.field("applications").field("application").index(i), applications.get(i).port());
    }
    List<Backend> backends = PolicyRules.orEmpty(conf.backends());
    for (int i = 0; i < backends.size(); i++) {
      checkBackend(path.field("backends").field("backend").index(i), backends.get(i));
    }
  }

  @Override
  public List<String> deprecations(Resource<MeshMetric> resource) {
    List<String> warnings = new ArrayList<>();
    if (resource.spec().conf() != null && namesEndpoint(resource.spec().conf())) {
      warnings.add(OpenTelemetryRules.ENDPOINT_DEPRECATED);
    }
    warnings.addAll(PolicyRules.deprecations(resource.spec()));
    return List.copyOf(warnings);
  }

  private static boolean namesEndpoint(Conf conf) {
    List<Backend> backends = PolicyRules.orEmpty(conf.backends());
    return backends.stream()
        .map(Backend::openTelemetry)
        .anyMatch(
            collector ->
                collector != null
                    && OpenTelemetryRules.usesEndpoint(
                        collector.endpoint(), collector.backendRef()));
  }

  private static void checkProfiles(Path path, Profiles profiles) {
    checkSelectors(path.field("exclude"), profiles.exclude());
    checkSelectors(path.field("include"), profiles.include());
  }

  private static void checkSelectors(Path path, @Nullable List<Selector> selectors) {
    for (int i = 0; selectors != null && i < selectors.size(); i++) {
      if (selectors.get(i).type() == Selector.Type.Regex) {
        checkRegex(path.index(i).field("match"), selectors.get(i).match());
      }
    }
  }

  private static void checkRegex(Path path, String text) {
    if (text.length() > MAX_REGEX_LENGTH) {
      MetaRules.checkLength(path, text, MAX_REGEX_LENGTH);
    } else if (!isRegex(text)) {
      path.add("invalid regex");
    }
  }

  /** By the grammar of RE2, which is that of kuma-dp: it does the selecting. */
  private static boolean isRegex(String text) {
    try {
      Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static void checkBackend(Path path, Backend backend) {
    switch (backend.type()) {
      case Prometheus -> {
        Prometheus prometheus = backend.prometheus();
        if (prometheus == null) {
          path.field("prometheus").add("must be defined");
        } else if (prometheus.port() != null) {
          Ports.checkOfPolicy(path.field("port"), prometheus.port());
        }
      }
      case OpenTelemetry -> {
        OpenTelemetry collector = backend.openTelemetry();
        if (collector == null) {
          path.field("openTelemetry").add("must be defined");
        } else {
          checkCollector(path.field("openTelemetry"), collector);
        }
      }
    }
  }

  private static void checkCollector(Path path, OpenTelemetry collector) {
    String endpoint = collector.endpoint();
    if (OpenTelemetryRules.check(path, endpoint, collector.backendRef())
        && endpoint != null
        && !Addresses.isHostAndPort(endpoint)) {
      path.field("endpoint").add("must be in host:port format");
    }
  }
}
