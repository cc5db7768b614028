package io.kuma.policy.meshtrace;

import io.kuma.model.IntOrString;
import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.meshtrace.MeshTrace.Backend;
import io.kuma.policy.meshtrace.MeshTrace.Conf;
import io.kuma.policy.meshtrace.MeshTrace.Datadog;
import io.kuma.policy.meshtrace.MeshTrace.OpenTelemetry;
import io.kuma.policy.meshtrace.MeshTrace.Sampling;
import io.kuma.policy.meshtrace.MeshTrace.Tag;
import io.kuma.policy.meshtrace.MeshTrace.Zipkin;
import io.kuma.resource.validate.Addresses;
import io.kuma.resource.validate.OpenTelemetryRules;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.TargetRefRules;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshTrace} cannot say. */
public final class MeshTraceValidator implements Validator<MeshTrace> {
  private static final BigDecimal ALL = BigDecimal.valueOf(100);
  private static final int MAX_PORT = 65535;

  @Override
  public void validate(Resource<MeshTrace> resource, Violations violations) {
    MeshTrace policy = resource.spec();
    PolicyRules.checkTop(violations.at("spec"), resource, TargetRefRules.PROXIES_AND_GATEWAYS);
    checkConf(
        violations.at("spec").field("default"),
        policy.conf() == null ? new Conf(null, null, null) : policy.conf());
  }

  @Override
  public List<String> deprecations(Resource<MeshTrace> resource) {
    Conf conf = resource.spec().conf();
    List<Backend> backends = conf == null ? List.of() : PolicyRules.orEmpty(conf.backends());
    List<String> warnings = new ArrayList<>();
    if (backends.stream().anyMatch(MeshTraceValidator::hasEndpoint)) {
      warnings.add(OpenTelemetryRules.ENDPOINT_DEPRECATED);
    }
    warnings.addAll(PolicyRules.deprecations(resource.spec()));
    return List.copyOf(warnings);
  }

  private static void checkConf(Path path, Conf conf) {
    Path backends = path.field("backends");
    if (conf.backends() == null) {
      backends.add("must be defined");
    } else if (conf.backends().size() == 1) {
      checkBackend(backends.index(0), conf.backends().get(0));
    } else if (!conf.backends().isEmpty()) {
      backends.add("must have zero or one backend defined");
    }
    List<Tag> tags = PolicyRules.orEmpty(conf.tags());
    for (int i = 0; i < tags.size(); i++) {
      checkTag(path.field("tags").index(i), tags.get(i));
    }
    Sampling sampling = conf.sampling();
    if (sampling != null) {
      Path place = path.field("sampling");
      checkPercentage(place.field("client"), sampling.client());
      checkPercentage(place.field("random"), sampling.random());
      checkPercentage(place.field("overall"), sampling.overall());
    }
  }

  private static void checkBackend(Path path, Backend backend) {
    switch (backend.type()) {
      case Zipkin -> checkZipkin(path.field("zipkin"), backend.zipkin());
      case Datadog -> checkDatadog(path.field("datadog"), backend.datadog());
      case OpenTelemetry -> checkCollector(path.field("openTelemetry"), backend.openTelemetry());
    }
  }

  private static void checkZipkin(Path path, @Nullable Zipkin zipkin) {
    if (zipkin == null) {
      path.add("must be defined");
    } else if (zipkin.url().isEmpty()) {
      path.field("url").add("must not be empty");
    } else if (!Addresses.isUrl(zipkin.url())) {
      path.field("url").add("must be a valid url");
    }
  }

  private static void checkDatadog(Path path, @Nullable Datadog datadog) {
    if (datadog == null) {
      path.add("must be defined");
      return;
    }
    Path place = path.field("url");
    Optional<URI> url = Addresses.parseRequestUri(datadog.url());
    if (url.isEmpty()) {
      place.add("must be a valid url");
      return;
    }
    if (!"http".equals(url.get().getScheme())) {
      place.add("scheme must be http");
    }
    Optional<String> port = Addresses.findPort(url.get());
    if (port.isEmpty()) {
      place.add("port must be defined");
    } else if (!isPort(port.get())) {
      place.add("port must be a valid (1-65535)");
    }
    refuse(place, "opaque", url.get().isOpaque() ? "opaque" : null);
    refuse(place, "user", url.get().getRawUserInfo());
    refuse(place, "path", url.get().getRawPath());
    refuse(place, "query", url.get().getRawQuery());
    refuse(place, "fragment", url.get().getRawFragment());
  }

  private static void checkCollector(Path path, @Nullable OpenTelemetry collector) {
    if (collector == null) {
      path.add("must be defined");
    } else {
      OpenTelemetryRules.check(path, collector.endpoint(), collector.backendRef());
    }
  }

  private static void checkTag(Path path, Tag tag) {
    if (tag.name().isEmpty()) {
      path.field("name").add("must not be empty");
    }
    if ((tag.header() == null) == (tag.literal() == null)) {
      path.add("tag must have only one type defined: header, literal");
    }
  }

  /** Unlike elsewhere: the contract has words of its own for samples. */
  private static void checkPercentage(Path path, @Nullable IntOrString percentage) {
    if (percentage == null) {
      return;
    }
    Optional<BigDecimal> number = percentage.toDecimal();
    if (number.isEmpty()) {
      path.add("string is not a number");
    } else if (number.get().signum() < 0 || number.get().compareTo(ALL) > 0) {
      path.add("must be between 0 and 100");
    }
  }

  private static boolean hasEndpoint(Backend backend) {
    OpenTelemetry collector = backend.openTelemetry();
    return collector != null
        && OpenTelemetryRules.usesEndpoint(collector.endpoint(), collector.backendRef());
  }

  private static boolean isPort(String digits) {
    BigDecimal port = new BigDecimal(digits);
    return port.signum() > 0 && port.compareTo(BigDecimal.valueOf(MAX_PORT)) <= 0;
  }

  private static void refuse(Path path, String part, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      path.add(part + " must not be defined");
    }
  }
}
