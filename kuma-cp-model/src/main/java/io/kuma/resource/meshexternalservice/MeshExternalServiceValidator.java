package io.kuma.resource.meshexternalservice;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.meshexternalservice.ExternalTls.Verification;
import io.kuma.resource.meshexternalservice.ExternalTls.Version;
import io.kuma.resource.meshexternalservice.ExternalTls.Versions;
import io.kuma.resource.meshexternalservice.MeshExternalService.Endpoint;
import io.kuma.resource.validate.Addresses;
import io.kuma.resource.validate.DestinationRules;
import io.kuma.resource.validate.Extensions;
import io.kuma.resource.validate.Ports;
import java.util.List;

/** What the schema of a {@link MeshExternalService} cannot say. */
public final class MeshExternalServiceValidator implements Validator<MeshExternalService> {

  @Override
  public void validate(Resource<MeshExternalService> resource, Violations violations) {
    DestinationRules.checkName(resource.meta(), violations);
    MeshExternalService service = resource.spec();
    Path spec = violations.at("spec");
    Ports.checkOfPolicy(spec.field("match").field("port"), service.match().port());
    if (service.extension() == null) {
      List<Endpoint> endpoints = service.endpoints() == null ? List.of() : service.endpoints();
      for (int i = 0; i < endpoints.size(); i++) {
        checkEndpoint(spec.field("endpoints").index(i), endpoints.get(i));
      }
      if (service.tls() != null) {
        checkTls(spec.field("tls"), service.tls());
      }
    }
    // What else there is with an extension is the extension's own matter.
    Extensions.check(spec.field("extension"), service.extension());
  }

  @Override
  public List<String> deprecations(Resource<MeshExternalService> resource) {
    return DestinationRules.deprecations(resource, MeshExternalService.SHORT_NAME);
  }

  private static void checkEndpoint(Path path, Endpoint endpoint) {
    if (Addresses.isIp(endpoint.address()) || Addresses.isDnsName(endpoint.address())) {
      Ports.checkOfPolicy(path.field("port"), endpoint.port());
    } else {
      path.field("address").add("address has to be a valid IP or hostname");
    }
  }

  private static void checkTls(Path path, ExternalTls tls) {
    if (tls.version() != null) {
      checkVersions(path.field("version"), tls.version());
    }
    if (tls.verification() != null) {
      checkVerification(path.field("verification"), tls.verification());
    }
  }

  private static void checkVersions(Path path, Versions versions) {
    Version min = versions.min();
    Version max = versions.max();
    // TLSAuto is no version: it leaves its end open.
    if (min != null && max != null && max != Version.TLSAuto && min.compareTo(max) > 0) {
      path.field("min").add("min version must be lower than max");
    }
  }

  private static void checkVerification(Path path, Verification verification) {
    String serverName = verification.serverName();
    if (serverName != null && !Addresses.isDnsName(serverName)) {
      path.field("serverName").add("must be a valid DNS name");
    }
    if (verification.clientCert() != null && verification.clientKey() == null) {
      path.field("clientKey").add("must be defined when clientCert is defined");
    }
    if (verification.clientCert() == null && verification.clientKey() != null) {
      path.field("clientCert").add("must be defined when clientKey is defined");
    }
  }
}
