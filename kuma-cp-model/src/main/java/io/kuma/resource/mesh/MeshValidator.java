package io.kuma.resource.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.mesh.Mesh.CertificateAuthorityBackend;
import io.kuma.resource.mesh.Mesh.Constraints;
import io.kuma.resource.mesh.Mesh.Mtls;
import io.kuma.resource.mesh.Mesh.TagRule;
import io.kuma.resource.validate.Addresses;
import io.kuma.resource.validate.DnsNames;
import io.kuma.resource.validate.Percentages;
import io.kuma.resource.validate.Ports;
import io.kuma.resource.validate.TagRules;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link Mesh} cannot say. */
public final class MeshValidator implements Validator<Mesh> {
  private static final int MAX_AUTHORITIES = 1;
  private static final Set<String> ZIPKIN_VERSIONS = Set.of("httpJsonV1", "httpJson", "httpProto");

  @Override
  public void validate(Resource<Mesh> resource, Violations violations) {
    Mesh mesh = resource.spec();
    checkMtls(violations.at("mtls"), mesh.mtls());
    checkLogging(violations.at("logging"), mesh.logging());
    checkTracing(violations.at("tracing"), mesh.tracing());
    checkMetrics(violations.at("metrics"), mesh.metrics());
    checkConstraints(violations.at("constraints").field("dataplaneProxy"), mesh.constraints());
    if (mesh.routing() != null
        && mesh.routing().zoneEgress()
        && (mesh.mtls() == null || mesh.mtls().enabledBackend().isEmpty())) {
      violations.at("mtls").add("has to be set when zoneEgress enabled");
    }
  }

  @Override
  public List<String> deprecations(Resource<Mesh> resource) {
    return DnsNames.nameDeprecations("Mesh", resource.name());
  }

  private static void checkMtls(Path path, @Nullable Mtls mtls) {
    if (mtls == null) {
      return;
    }
    List<CertificateAuthorityBackend> backends = mtls.backends();
    if (backends.size() > MAX_AUTHORITIES) {
      path.field("backends").add("cannot have more than " + MAX_AUTHORITIES + " backends");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < backends.size(); i++) {
      checkUnique(path.field("backends").index(i), backends.get(i).name(), names);
    }
    checkChosen(
        path.field("enabledBackend"),
        mtls.enabledBackend(),
        names,
        "has to be set to one of the backends in the mesh");
    for (CertificateAuthorityBackend backend : backends) {
      if (backend.dpCert() != null
          && backend.dpCert().rotation() != null
          && CertificateLifetime.parse(backend.dpCert().rotation().expiration()).isEmpty()) {
        // Without the backend's index and in lower case: the field is the contract's.
        path.field("dpcert").field("rotation").field("expiration").add("has to be a valid format");
      }
    }
  }

  private static void checkLogging(Path path, @Nullable Logging logging) {
    if (logging == null) {
      return;
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < logging.backends().size(); i++) {
      Logging.Backend backend = logging.backends().get(i);
      Path place = path.field("backends").index(i);
      checkName(place, backend.name());
      Path config = place.field("config");
      switch (backend.type()) {
        case Logging.Backend.FILE -> requireText(config, backend.conf(), "path");
        case Logging.Backend.TCP -> {
          Optional<String> address = requireText(config, backend.conf(), "address");
          if (address.isPresent() && !Addresses.isHostAndPort(address.get())) {
            config.field("address").add("has to be in format of HOST:PORT");
          }
        }
        default -> refuseType(place, Logging.Backend.TCP, Logging.Backend.FILE);
      }
      checkUnique(place, backend.name(), names);
    }
    checkChosen(
        path.field("defaultBackend"),
        logging.defaultBackend(),
        names,
        "has to be set to one of the logging backend in mesh");
  }

  private static void checkTracing(Path path, @Nullable Tracing tracing) {
    if (tracing == null) {
      return;
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < tracing.backends().size(); i++) {
      Tracing.Backend backend = tracing.backends().get(i);
      Path place = path.field("backends").index(i);
      checkName(place, backend.name());
      Double sampling = backend.sampling();
      if (sampling != null) {
        Percentages.check(place.field("sampling"), sampling);
      }
      switch (backend.type()) {
        case Tracing.Backend.ZIPKIN -> checkZipkin(place.field("config"), backend.conf());
        case Tracing.Backend.DATADOG -> {
          requireText(place.field("config"), backend.conf(), "address");
          int port = backend.conf() == null ? 0 : backend.conf().path("port").asInt();
          Ports.check(place.field("config").field("port"), port);
        }
        default -> refuseType(place, Tracing.Backend.ZIPKIN, Tracing.Backend.DATADOG);
      }
      checkUnique(place, backend.name(), names);
    }
    checkChosen(
        path.field("defaultBackend"),
        tracing.defaultBackend(),
        names,
        "has to be set to one of the tracing backend in mesh");
  }

  private static void checkZipkin(Path path, @Nullable JsonNode conf) {
    String version = conf == null ? "" : conf.path("apiVersion").asText();
    if (!version.isEmpty() && !ZIPKIN_VERSIONS.contains(version)) {
      path.field("apiVersion")
          .add("has invalid value. Allowed values: httpJsonV1, httpJson, httpProto");
    }
    Optional<String> url = requireText(path, conf, "url");
    if (url.isPresent()) {
      Optional<URI> uri = Addresses.parseRequestUri(url.get());
      if (uri.isEmpty()) {
        path.field("url").add("invalid URL");
      } else if (!Addresses.namesPort(uri.get())) {
        path.field("url").add("port has to be explicitly specified");
      }
    }
  }

  private static void checkMetrics(Path path, @Nullable Metrics metrics) {
    if (metrics == null) {
      return;
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < metrics.backends().size(); i++) {
      MetricsBackend backend = metrics.backends().get(i);
      Path place = path.field("backends").index(i);
      checkUnique(place, backend.name(), names);
      PrometheusRules.check(place, backend);
    }
    checkChosen(
        path.field("enabledBackend"),
        metrics.enabledBackend(),
        names,
        "has to be set to one of the backends in the mesh");
  }

  private static void checkConstraints(Path path, @Nullable Constraints constraints) {
    if (constraints == null || constraints.dataplaneProxy() == null) {
      return;
    }
    checkRules(path.field("requirements"), constraints.dataplaneProxy().requirements());
    checkRules(path.field("restrictions"), constraints.dataplaneProxy().restrictions());
  }

  private static void checkRules(Path path, List<TagRule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      TagRules.SELECTOR.requireOne().check(path.index(i).field("tags"), rules.get(i).tags());
    }
  }

  private static void checkName(Path backend, String name) {
    if (name.isEmpty()) {
      backend.field("name").add("cannot be empty");
    }
  }

  private static void checkUnique(Path backend, String name, Set<String> names) {
    if (!names.add(name)) {
      backend.field("name").add("\"" + name + "\" name is already used for another backend");
    }
  }

  private static void checkChosen(Path path, String chosen, Set<String> names, String message) {
    if (!chosen.isEmpty() && !names.contains(chosen)) {
      path.add(message);
    }
  }

  private static void refuseType(Path backend, String one, String other) {
    backend
        .field("type")
        .add("unknown backend type. Available backends: \"%s\", \"%s\"".formatted(one, other));
  }

  /** The text of a setting that has to be there; empty if it is not, which is reported. */
  private static Optional<String> requireText(Path conf, @Nullable JsonNode tree, String field) {
    JsonNode value = tree == null ? null : tree.get(field);
    if (value != null && !value.isTextual() && !value.isNull()) {
      conf.add("could not parse config: " + field + " must be a string");
      return Optional.empty();
    }
    String text = value == null || value.isNull() ? "" : value.textValue();
    if (text.isEmpty()) {
      conf.field(field).add("cannot be empty");
      return Optional.empty();
    }
    return Optional.of(text);
  }
}
