package io.kuma.xds.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.resource.meshopentelemetrybackend.MeshOpenTelemetryBackend;
import io.kuma.resource.meshopentelemetrybackend.MeshOpenTelemetryBackend.Endpoint;
import io.kuma.resource.meshopentelemetrybackend.MeshOpenTelemetryBackend.Env;
import io.kuma.resource.meshopentelemetrybackend.MeshOpenTelemetryBackend.Protocol;
import io.kuma.xds.generate.ProxyPlace.Forwarded;
import java.util.Collection;

/** Tells kuma-dp what it is to forward to which collectors (contract 4.10). */
final class OtelDocument {
  static final String PATH = "/otel";

  private static final int GRPC_PORT = 4317;
  private static final int HTTP_PORT = 4318;

  private OtelDocument() {}

  static JsonNode of(Collection<Forwarded> forwarded) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode backends = document.putArray("backends");
    for (Forwarded each : forwarded) {
      MeshOpenTelemetryBackend spec = each.collector().spec();
      boolean http = spec.effectiveProtocol() == Protocol.http;
      ObjectNode backend =
          backends
              .addObject()
              .put("name", each.collector().backend())
              .put("socketPath", each.collector().socket())
              .put("useHTTP", http);
      Endpoint endpoint = spec.endpoint();
      if (endpoint != null && endpoint.address() != null) {
        int usual = http ? HTTP_PORT : GRPC_PORT;
        int port = endpoint.port() == null ? usual : endpoint.port();
        backend.put("endpoint", endpoint.address() + ":" + port);
        if (endpoint.path() != null) {
          backend.put("path", endpoint.path());
        }
      }
      Env env = spec.env();
      if (env != null) {
        backend.set("envPolicy", envPolicy(env));
      }
      each.signals().forEach(signal -> backend.putObject(signal.wireName()).put("enabled", true));
    }
    return document;
  }

  private static ObjectNode envPolicy(Env env) {
    ObjectNode policy = JsonNodeFactory.instance.objectNode();
    if (env.mode() != null) {
      policy.put("mode", env.mode().name());
    }
    if (env.precedence() != null) {
      policy.put("precedence", env.precedence().name());
    }
    if (env.allowSignalOverrides() != null) {
      policy.put("allowSignalOverrides", env.allowSignalOverrides());
    }
    return policy;
  }
}
