package io.kuma.xds.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.manager.ResourceReader;
import io.kuma.model.Resource;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Violation;
import io.kuma.model.Violations;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.mesh.Mesh;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the resource behind a request: the one it brings, or the one that is stored. */
record BootstrappedProxies(ResourceReader reader, ResourceCodec codec) {
  private static final ResourceTypes TYPES = new ResourceTypes(List.of(CoreTypes.DATAPLANE));

  /** A proxy's resource and its mesh. */
  record Proxy(Dataplane dataplane, Mesh mesh) {
    /** 0 if the Dataplane names none. */
    int adminPort() {
      return dataplane.networking() == null || dataplane.networking().admin() == null
          ? 0
          : dataplane.networking().admin().port();
    }
  }

  Proxy find(BootstrapRequest request) throws BootstrapRefused {
    if (!request.proxyType().equals("dataplane")) {
      throw BootstrapRefused.invalid("unknown proxy type " + request.proxyType());
    }
    if (request.dataplaneResource().isEmpty()) {
      Resource<Dataplane> stored =
          reader
              .find(CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key(request.mesh(), request.name()))
              .orElseThrow(BootstrapRefused::notYet);
      return new Proxy(stored.spec(), mesh(request.mesh()).orElse(Mesh.EMPTY));
    }
    Resource<Dataplane> brought = parse(request.dataplaneResource());
    check(brought, request);
    Mesh mesh =
        mesh(request.mesh())
            .orElseThrow(
                () ->
                    BootstrapRefused.invalid(
                        "mesh: mesh \"" + request.mesh() + "\" does not exist"));
    return new Proxy(brought.spec(), mesh);
  }

  private Optional<Mesh> mesh(String name) {
    return reader.find(CoreTypes.MESH, CoreTypes.MESH.key("", name)).map(Resource::spec);
  }

  private Resource<Dataplane> parse(String text) throws BootstrapRefused {
    try {
      JsonNode tree = codec.parseYaml(text);
      if (!tree.path("type").asText().equals(CoreTypes.DATAPLANE.name())) {
        throw BootstrapRefused.invalid("type: must be Dataplane");
      }
      return CoreTypes.DATAPLANE.cast(codec.toResource(TYPES, tree));
    } catch (MalformedJson e) {
      throw BootstrapRefused.invalid("the Dataplane cannot be read: " + e.getMessage());
    }
  }

  /** The proxy will register this resource, and could not if it were not its own. */
  private static void check(Resource<Dataplane> dataplane, BootstrapRequest request)
      throws BootstrapRefused {
    Violations violations = new Violations();
    differs("name", dataplane.name(), request.name(), violations);
    differs("mesh", dataplane.mesh(), request.mesh(), violations);
    CoreTypes.DATAPLANE.validator().validate(dataplane, violations);
    if (dataplane.spec().isTransparent() && !dataplane.spec().outbounds().isEmpty()) {
      violations.add("outbound", "should be empty since dataplane is in Transparent Proxying mode");
    }
    if (!violations.isEmpty()) {
      throw BootstrapRefused.invalid(
          violations.toList().stream()
              .map(BootstrappedProxies::text)
              .collect(Collectors.joining("; ")));
    }
  }

  private static void differs(
      String field, String inResource, String inRequest, Violations violations) {
    if (!inResource.equals(inRequest)) {
      violations.add(
          field,
          "\"" + inResource + "\" is not what the proxy was started as, \"" + inRequest + "\"");
    }
  }

  private static String text(Violation violation) {
    return violation.field().isEmpty()
        ? violation.message()
        : violation.field() + ": " + violation.message();
  }
}
