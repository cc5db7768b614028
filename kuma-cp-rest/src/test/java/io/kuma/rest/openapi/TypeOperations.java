package io.kuma.rest.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.externalservice.ExternalService;
import java.util.List;

/** What every type has: reading one, lists, writing and deleting (contract section 2.4). */
final class TypeOperations {
  /** The templates of {@link io.kuma.rest.ResourceEndpoint} that are written out for each type. */
  static final List<String> TEMPLATES =
      List.of("/meshes/{mesh}/{path}/{name}", "/meshes/{mesh}/{path}", "/{path}/{name}", "/{path}");

  private final ResourceType<?> type;

  private TypeOperations(ResourceType<?> type) {
    this.type = type;
  }

  /** Adds the paths of a type. */
  static void add(ObjectNode paths, ResourceType<?> type) {
    new TypeOperations(type).add(paths);
  }

  /** The responses that its operations refer to. */
  static void addResponses(ObjectNode responses, ResourceType<?> type) {
    String item = "#/components/schemas/" + type.name() + "Item";
    content(responses.putObject(type.name() + "Item").put("description", "The resource."))
        .put("$ref", item);
    ObjectNode list =
        content(responses.putObject(type.name() + "List").put("description", "A page."));
    list.put("type", "object").putArray("required").add("total").add("items").add("next");
    ObjectNode properties = list.putObject("properties");
    properties
        .putObject("total")
        .put("description", "How many there are on all pages.")
        .put("type", "integer");
    properties.putObject("items").put("type", "array").putObject("items").put("$ref", item);
    ObjectNode next =
        properties.putObject("next").put("description", "The address of the next page.");
    next.putArray("type").add("string").add("null");
  }

  private void add(ObjectNode paths) {
    boolean inMesh = type.scope() == Scope.MESH;
    String root = (inMesh ? "/meshes/{mesh}/" : "/") + type.path();
    if (inMesh) {
      ObjectNode all = operation(paths, "/" + type.path(), "get", "get%sListOfAllMeshes");
      all.put("summary", "All resources of the type, of all meshes.");
      list(all, false);
    }
    ObjectNode list = operation(paths, root, "get", "get%sList");
    list.put("summary", "The resources of the type" + (inMesh ? " in a mesh." : "."));
    list(list, inMesh);
    String one = root + "/{name}";
    ObjectNode get = operation(paths, one, "get", "get%s");
    get.put("summary", "A resource.");
    parameters(get, inMesh ? "mesh" : "", "name", "format", "namespace");
    respond(get, "200", type.name() + "Item");
    refuse(get, "400", "403", "404");
    if (!type.readOnly()) {
      write(paths, one, inMesh);
    }
  }

  private void write(ObjectNode paths, String one, boolean inMesh) {
    ObjectNode put = operation(paths, one, "put", "put%s");
    put.put("summary", "Creates a resource, or replaces it.");
    parameters(put, inMesh ? "mesh" : "", "name", "dry-run", "offset", "size");
    content(put.putObject("requestBody").put("required", true))
        .put("$ref", "#/components/schemas/" + type.name() + "Item");
    respond(put, "200", "Written");
    respond(put, "201", "Written");
    refuse(put, "400", "403", "404", "405", "409", "413", "415");
    ObjectNode delete = operation(paths, one, "delete", "delete%s");
    delete.put("summary", "Deletes a resource.");
    parameters(delete, inMesh ? "mesh" : "", "name", "dry-run", "offset", "size");
    respond(delete, "200", "Deleted");
    refuse(delete, "400", "403", "404", "405");
  }

  private void list(ObjectNode list, boolean inMesh) {
    parameters(list, inMesh ? "mesh" : "", "offset", "size", "nameContains", "filter");
    if (type.specClass() == Dataplane.class) {
      query(list, "tag", "A tag of an inbound or gateway and a part of its value: version:v1.");
      query(list, "gateway", "Gateways or not: true, false, builtin or delegated.");
    } else if (type.specClass() == ExternalService.class) {
      query(list, "tag", "A tag and a part of its value: version:v1.");
    }
    respond(list, "200", type.name() + "List");
    refuse(list, "400", "403");
    if (inMesh) {
      refuse(list, "404");
    }
  }

  private ObjectNode operation(ObjectNode paths, String path, String method, String id) {
    ObjectNode operation =
        paths
            .withObjectProperty(path)
            .putObject(method)
            .put("operationId", id.formatted(type.name()));
    operation.putArray("tags").add(type.name());
    return operation;
  }

  private static void parameters(ObjectNode operation, String... names) {
    ArrayNode parameters = operation.putArray("parameters");
    for (String name : names) {
      if (!name.isEmpty()) {
        parameters.addObject().put("$ref", "#/components/parameters/" + name);
      }
    }
  }

  private static void query(ObjectNode operation, String name, String description) {
    operation
        .withArray("parameters")
        .addObject()
        .put("name", name)
        .put("in", "query")
        .put("description", description)
        .putObject("schema")
        .put("type", "string");
  }

  private static void respond(ObjectNode operation, String status, String response) {
    operation
        .withObjectProperty("responses")
        .putObject(status)
        .put("$ref", "#/components/responses/" + response);
  }

  private static void refuse(ObjectNode operation, String... statuses) {
    for (String status : statuses) {
      respond(
          operation,
          status,
          switch (status) {
            case "400" -> "BadRequest";
            case "403" -> "AccessDenied";
            case "404" -> "NotFound";
            case "405" -> "MethodNotAllowed";
            case "409" -> "Conflict";
            case "413" -> "ContentTooLarge";
            case "415" -> "UnsupportedMediaType";
            default -> throw new IllegalArgumentException(status);
          });
    }
  }

  private static ObjectNode content(ObjectNode parent) {
    return parent.putObject("content").putObject("application/json").putObject("schema");
  }
}
