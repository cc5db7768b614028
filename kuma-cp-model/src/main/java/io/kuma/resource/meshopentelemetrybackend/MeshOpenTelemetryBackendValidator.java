package io.kuma.resource.meshopentelemetrybackend;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.meshopentelemetrybackend.MeshOpenTelemetryBackend.Endpoint;
import io.kuma.resource.meshopentelemetrybackend.MeshOpenTelemetryBackend.Protocol;
import io.kuma.resource.validate.Addresses;
import io.kuma.resource.validate.Ports;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshOpenTelemetryBackend} cannot say. */
public final class MeshOpenTelemetryBackendValidator
    implements Validator<MeshOpenTelemetryBackend> {

  @Override
  public void validate(Resource<MeshOpenTelemetryBackend> resource, Violations violations) {
    Endpoint endpoint = resource.spec().endpoint();
    if (endpoint == null) {
      return;
    }
    Path path = violations.at("spec").field("endpoint");
    checkAddress(path.field("address"), endpoint.address());
    if (endpoint.port() != null) {
      Ports.check(path.field("port"), endpoint.port());
    }
    checkPath(path.field("path"), endpoint.path(), resource.spec().effectiveProtocol());
  }

  private static void checkAddress(Path path, @Nullable String address) {
    if (address == null) {
      return;
    }
    if (address.isEmpty()) {
      path.add("must not be empty");
    } else if (!Addresses.isIp(address) && !Addresses.isDnsName(address)) {
      path.add("address has to be a valid IP or hostname");
    }
  }

  private static void checkPath(Path path, @Nullable String text, Protocol protocol) {
    if (text == null || text.isEmpty()) {
      return;
    }
    switch (protocol) {
      case grpc -> path.add("must not be set when protocol is grpc");
      case http -> {
        if (!text.startsWith("/")) {
          path.add("must start with /");
        }
        if (text.contains("?") || text.contains("#")) {
          path.add("must not contain query or fragment");
        }
      }
    }
  }
}
