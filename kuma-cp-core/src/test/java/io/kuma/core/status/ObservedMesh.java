package io.kuma.core.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.defaults.CoreRules;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.Essential;
import io.kuma.core.manager.Essentials;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.TestControlPlane;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.Violations;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store into which documents are put as REST does it, and statuses as the control plane does. */
final class ObservedMesh {
  final ResourceCodec codec = new JacksonResourceCodec();
  final ResourceManager manager = TestControlPlane.standalone().manager();

  private final ResourceTypes types;
  private final String name;
  private Instant now = TestControlPlane.NOW;

  /**
   * A mesh in a zone of its own, with the generators of host names that are there from the start.
   *
   * @param more types beside those of the core
   */
  ObservedMesh(String name, ResourceType<?>... more) {
    this.name = name;
    List<ResourceType<?>> all = new ArrayList<>(CoreTypes.ALL);
    all.addAll(List.of(more));
    types = new ResourceTypes(all);
    List<Essential<?>> generators =
        CoreRules.essentials(
                ControlPlane.standalone("default"),
                Clock.systemUTC(),
                new SecureRandom(),
                true,
                false)
            .stream()
            .filter(essential -> essential.type().equals(CoreTypes.HOSTNAME_GENERATOR))
            .toList();
    new Essentials(manager).ensure(generators);
  }

  /** Creates or replaces what is said in YAML; types that are not known are passed over. */
  ObservedMesh put(String yaml) {
    for (JsonNode document : codec.parseYamlDocuments(yaml)) {
      types
          .findByName(document.path("type").asText())
          .ifPresent(type -> put(type, document.deepCopy()));
    }
    return this;
  }

  private <S extends Spec> void put(ResourceType<S> type, ObjectNode document) {
    if (document.has("spec")) {
      codec.check(type, document.get("spec"), new Violations());
    }
    Resource<S> wanted = type.cast(codec.toResource(types, document));
    Optional<Resource<S>> before = manager.find(type, wanted.key());
    Resource<S> labelled =
        wanted.withMeta(wanted.meta().withLabels(manager.computeLabels(type, wanted)));
    if (before.isPresent()) {
      manager.update(
          type,
          labelled
              .withMeta(before.get().meta().withLabels(labelled.meta().labels()))
              .withStatus(before.get().status()));
    } else {
      manager.create(type, labelled);
    }
  }

  void later(Duration duration) {
    now = now.plus(duration);
  }

  Statuses statuses() {
    return new Statuses(types, ControlPlane.standalone("default"), StatusSettings.DEFAULT);
  }

  /** Has statuses written once. */
  StatusWriter.Outcome look() {
    return new StatusWriter(statuses(), manager, Clock.fixed(now, ZoneOffset.UTC))
        .write(StoredMesh.of(manager, name));
  }

  /** A resource as the API shows it. */
  <S extends Spec> JsonNode show(ResourceType<S> type, String resource) {
    return manager
        .find(type, type.key(name, resource))
        .map(found -> codec.parseJson(codec.toJson(codec.toTree(type, found))))
        .orElseGet(JsonNodeFactory.instance::missingNode);
  }
}
