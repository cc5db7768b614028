package io.kuma.kumactl.types;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.kumactl.output.GoYaml;
import java.util.List;
import java.util.Set;

/**
 * A type of resources.
 *
 * @param path of the API
 * @param argument what commands call one of them; empty if they have no word for it
 * @param arguments the same of many
 * @param global whether it belongs to no mesh
 * @param flat whether its fields stand beside its metadata
 * @param policy whether it is told which proxies it touches
 */
public record KnownType(
    String name,
    String path,
    String argument,
    String arguments,
    boolean global,
    boolean flat,
    boolean readOnly,
    boolean adminOnly,
    boolean policy) {
  private static final Set<String> META =
      Set.of("creationTime", "kri", "labels", "mesh", "modificationTime", "name", "type");

  /** Where one of them is. */
  public String path(String mesh, String resource) {
    return path(mesh) + "/" + resource;
  }

  /** Where all of a mesh are. */
  public String path(String mesh) {
    return global ? "/" + path : "/meshes/" + mesh + "/" + path;
  }

  /** One resource in YAML; the metadata of flat types come first. */
  public String yaml(JsonNode resource) {
    if (!flat) {
      return GoYaml.text(resource);
    }
    ObjectNode meta = JsonNodeFactory.instance.objectNode();
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    resource
        .properties()
        .forEach(
            entry ->
                (META.contains(entry.getKey()) ? meta : spec)
                    .set(entry.getKey(), entry.getValue()));
    return GoYaml.text(meta) + (spec.isEmpty() ? "" : GoYaml.text(spec));
  }

  /** What commands call it, one or many. */
  public List<String> words() {
    return argument.isEmpty() ? List.of() : List.of(argument, arguments);
  }
}
