package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.audit.AuditEvent;
import io.kuma.core.audit.AuditEvent.Action;
import io.kuma.core.audit.AuditLog;
import io.kuma.core.inspect.JsonDiff;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.model.json.ResourceCodec;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Takes down what callers do, without what is secret in it. */
final class Audit {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Times that every write changes say nothing. */
  private static final List<String> BESIDES = List.of("creationTime", "modificationTime");

  private final AuditLog log;
  private final ResourceCodec codec;

  Audit(AuditLog log, ResourceCodec codec) {
    this.log = log;
    this.codec = codec;
  }

  boolean isOn() {
    return log.isOn();
  }

  /** A resource was written. */
  <S extends Spec> void written(
      Caller caller, ResourceType<S> type, Optional<Resource<S>> before, Resource<S> after) {
    if (log.isOn()) {
      add(
          before.isPresent() ? Action.update : Action.create,
          caller,
          AuditEvent.write(
              after.key(),
              version(before),
              after.meta().version(),
              diff(type, before, Optional.of(after))));
    }
  }

  /**
   * A resource was deleted.
   *
   * @param before empty if it could not be read
   */
  <S extends Spec> void deleted(
      Caller caller, ResourceType<S> type, ResourceKey key, Optional<Resource<S>> before) {
    if (log.isOn()) {
      add(
          Action.delete,
          caller,
          AuditEvent.write(key, version(before), 0, diff(type, before, Optional.empty())));
    }
  }

  /**
   * A token was issued. Its identifier is written down, with which it can be revoked; the token
   * itself never.
   *
   * @param request what was asked for
   */
  void issued(Caller caller, String kind, String token, JsonNode request) {
    if (log.isOn()) {
      ObjectNode details = JSON.objectNode().put("kind", kind);
      String payload =
          new String(
              Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
      details.put("jti", codec.parseJson(payload).path("jti").asText());
      add(Action.token, caller, details.set("request", request));
    }
  }

  /** Somebody was not let do something. */
  void denied(Caller caller, String what) {
    if (log.isOn()) {
      add(Action.denied, caller, JSON.objectNode().put("what", what));
    }
  }

  private void add(Action action, Caller caller, ObjectNode details) {
    log.add(new AuditEvent(action, caller.name(), caller.groups(), caller.from(), details));
  }

  private static <S extends Spec> long version(Optional<Resource<S>> resource) {
    return resource.map(found -> found.meta().version()).orElse(0L);
  }

  private <S extends Spec> JsonNode diff(
      ResourceType<S> type, Optional<Resource<S>> before, Optional<Resource<S>> after) {
    ObjectNode old = before.map(found -> tree(type, found)).orElseGet(JSON::objectNode);
    ObjectNode next = after.map(found -> tree(type, found)).orElseGet(JSON::objectNode);
    if (!type.adminOnly()) {
      return JsonDiff.between(old, next);
    }
    ArrayNode diff = JSON.arrayNode();
    if (!old.path("data").equals(next.path("data"))) {
      diff.addObject().put("op", "replace").put("path", "/data").put("value", "*****");
    }
    return diff;
  }

  private <S extends Spec> ObjectNode tree(ResourceType<S> type, Resource<S> resource) {
    ObjectNode tree = codec.toTree(type, resource);
    tree.remove(BESIDES);
    return tree;
  }
}
