package io.kuma.rest.index;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Kind.Shape;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.golden.Golden;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.schema.SchemaJson;
import io.kuma.policy.Policies;
import io.kuma.resource.CoreTypes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Writes kumactl's {@code types.json} and {@code schemas.json}, with {@code -Dgolden.update=true},
 * and otherwise checks that they are what the types say.
 */
class KumactlIndexTest {
  @Test
  void isWhatTheTypesSay() {
    ArrayNode index = JsonNodeFactory.instance.arrayNode();
    ObjectNode schemas = JsonNodeFactory.instance.objectNode();
    Stream.of(CoreTypes.ALL, CoreTypes.OF_ROLES, Policies.TYPES)
        .flatMap(List::stream)
        .filter(type -> !type.internal())
        .sorted(Comparator.comparing(ResourceType::name))
        .forEach(
            type -> {
              index.add(describe(type));
              if (type.shape() == Shape.SPEC) {
                schemas.set(type.name(), SchemaJson.write(type.schema()));
              }
            });
    Golden kumactl =
        Golden.ofProject(KumactlIndexTest.class, "kumactl/src/main/resources/io/kuma/kumactl");
    kumactl.checkFile("types.json", new JacksonResourceCodec().toPrettyJson(index));
    kumactl.checkFile("schemas.json", new JacksonResourceCodec().toPrettyJson(schemas));
  }

  private static ObjectNode describe(ResourceType<?> type) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", type.name()).put("path", type.path());
    if (!CoreTypes.OF_ROLES.contains(type)) {
      // They can be applied and exported; commands have words for types that every server has.
      type.argument().ifPresent(argument -> node.put("argument", argument));
      type.pluralArgument().ifPresent(argument -> node.put("arguments", argument));
    }
    putIfTrue(node, "global", type.scope() == Scope.GLOBAL);
    putIfTrue(node, "flat", type.shape() == Shape.FLAT);
    putIfTrue(node, "readOnly", type.readOnly());
    putIfTrue(node, "adminOnly", type.adminOnly());
    putIfTrue(node, "policy", type.inspectable());
    return node;
  }

  private static void putIfTrue(ObjectNode node, String field, boolean value) {
    if (value) {
      node.put(field, true);
    }
  }
}
