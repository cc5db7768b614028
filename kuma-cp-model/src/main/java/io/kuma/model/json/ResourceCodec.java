package io.kuma.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.Violations;

/**
 * Bytes to trees to records and back. Thread-safe; one instance serves the whole process.
 *
 * <p>Two dialects, chosen by the type's {@link Shape}: proto3 JSON for flat types (durations {@code
 * 3600s}, default values left out, 64-bit numbers as strings, unknown fields ignored) and plain
 * JSON for spec types (durations in Go's form {@code 1h0m0s}, absent optionals left out, unknown
 * fields refused by the shape check).
 */
public interface ResourceCodec {

  /**
   * Parses JSON strictly: one document, no trailing text, no duplicate keys. @throws MalformedJson
   */
  JsonNode parseJson(String json);

  /** Parses one YAML document, by YAML 1.1 rules. @throws MalformedJson */
  JsonNode parseYaml(String yaml);

  /** Compact JSON text. */
  String toJson(JsonNode tree);

  /** JSON text for people: one space of indentation, a line feed at the end. */
  String toPrettyJson(JsonNode tree);

  /**
   * The shape check: unknown fields, missing fields, wrong types, values that are not allowed.
   * Fills defaults into the tree as it goes.
   *
   * @param spec the tree of the spec alone; changed in place by defaulting
   */
  void check(ResourceType<?> type, JsonNode spec, Violations violations);

  /**
   * The record of a spec tree that passed {@link #check}. @throws MalformedJson if it cannot be
   * read all the same
   */
  <S extends Spec> S toSpec(ResourceType<S> type, JsonNode spec);

  /** The record of any tree, in the dialect of spec types: statuses, confs. */
  <R extends Record> R toRecord(Class<R> record, JsonNode tree);

  /** The tree of a spec alone, in its type's dialect. */
  ObjectNode toTree(ResourceType<?> type, Spec spec);

  /** The tree of any record, in the dialect of spec types: statuses, confs. */
  ObjectNode toTree(Record record);

  /**
   * The whole resource as the REST API shows it (contract 2.5): type, mesh, name, times, labels,
   * kri, then the fields of the spec (flat types) or spec and status.
   */
  <S extends Spec> ObjectNode toTree(ResourceType<S> type, Resource<S> resource);

  /**
   * A whole resource from its REST form, without shape or meaning checks: for stored fixtures and
   * tests. Metadata, labels, spec and status are read; times and kri are ignored.
   */
  Resource<?> toResource(ResourceTypes types, JsonNode tree);

  /** What was sent is no JSON, or no value of the expected type. The message is fit for users. */
  final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedJson(String message) {
      super(message);
    }
  }
}
