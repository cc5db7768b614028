package io.kuma.kumactl.types;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Kind.Shape;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Violation;
import io.kuma.model.Violations;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares resources with the schemas of the index, by the functions that control planes use. */
record SpecShape(TypeIndex types, ResourceCodec codec) {
  /** Stands for the records of types, which are not here. */
  private record Unbound() implements Spec {}

  List<Violation> violations(KnownType known, ObjectNode resource) {
    ResourceType<Unbound> type = type(known);
    Violations violations = new Violations();
    try {
      ObjectNode copy = resource.deepCopy();
      if (!known.global() && !copy.has("mesh")) {
        copy.put("mesh", "default");
      }
      codec.checkResource(type, copy, violations);
      JsonNode spec = copy.path("spec");
      if (!known.flat() && violations.isEmpty() && spec.isObject()) {
        codec.checkUnknownFields(type, spec, violations);
      }
    } catch (MalformedJson e) {
      violations.add("", String.valueOf(e.getMessage()));
    }
    return violations.toList();
  }

  private ResourceType<Unbound> type(KnownType known) {
    return new ResourceType<>(
        known.name(),
        Unbound.class,
        null,
        known.global() ? Scope.GLOBAL : Scope.MESH,
        known.path(),
        List.of(),
        Optional.empty(),
        known.name(),
        known.name(),
        known.flat() ? Shape.FLAT : Shape.SPEC,
        Set.of(),
        known.readOnly(),
        false,
        known.adminOnly(),
        false,
        false,
        known.policy(),
        false,
        List.of(),
        false,
        types.schema(known),
        (spec, path) -> {});
  }
}
