package io.kuma.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.Violations;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /**
   * Parses one YAML document, by YAML 1.1 rules; JSON null for an empty one. @throws MalformedJson
   */
  JsonNode parseYaml(String yaml);

  /** Parses a stream of YAML documents; empty ones are left out. @throws MalformedJson */
  List<JsonNode> parseYamlDocuments(String yaml);

  /** Compact JSON text. */
  String toJson(JsonNode tree);

  /** JSON text for people: one space of indentation, a line feed at the end. */
  String toPrettyJson(JsonNode tree);

  /**
   * The shape check: missing fields, wrong types, values that are not allowed, unknown fields.
   * Fills defaults into the tree as it goes. Flat types have no schema in the contract: nothing is
   * checked here, and {@link #toSpec} refuses what does not fit.
   *
   * @param spec the tree of the spec alone; changed in place by defaulting
   */
  void check(ResourceType<?> type, JsonNode spec, Violations violations);

  /**
   * The shape check of a resource in its REST form: what {@link #check} finds in the spec, and what
   * is wrong with type, name, mesh and labels around it. Unknown fields are not among it, because
   * the contract reports everything else before it: use {@link #checkUnknownFields} when the
   * resource passed all other checks.
   *
   * @param resource changed in place by defaulting
   * @throws MalformedJson if it is no object, or a flat resource whose metadata have wrong types
   */
  void checkResource(ResourceType<?> type, JsonNode resource, Violations violations);

  /**
   * Reports fields of the spec that the schema does not know; none for flat types, whose unknown
   * fields the contract ignores.
   */
  void checkUnknownFields(ResourceType<?> type, JsonNode spec, Violations violations);

  /**
   * The record of a spec tree. In a tree that did not pass {@link #check}, fields that are required
   * may be absent; then their components are null.
   *
   * @param spec for flat types the tree of the whole resource will do: metadata are ignored
   * @throws MalformedJson if a value has the wrong type, with its path and fit for users
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
   * kri, the server names of a destination, then the fields of the spec (flat types) or spec and
   * status.
   */
  <S extends Spec> ObjectNode toTree(ResourceType<S> type, Resource<S> resource);

  /**
   * The tree of a status; that of an empty one if nothing was observed yet.
   *
   * @return empty for types that have no status
   */
  Optional<ObjectNode> toStatusTree(ResourceType<?> type, @Nullable Record status);

  /**
   * A whole resource from its REST form, without shape or meaning checks: for stored fixtures and
   * tests. Metadata, labels, spec and status are read; times and kri are ignored. Numbers and
   * booleans stand for strings where a string is expected, as in YAML.
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
