package io.kuma.rest.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Parameter;
import java.util.List;

/**
 * The whole document. Its frame is written by people; types are added from the catalogue, and from
 * the endpoints' annotations what the frame does not describe.
 */
final class OpenApiDocument {
  private final ObjectNode tree;
  private final ObjectNode paths;

  private OpenApiDocument(ObjectNode frame) {
    tree = frame.deepCopy();
    paths = tree.withObjectProperty("paths");
  }

  static ObjectNode of(ObjectNode frame, ResourceTypes types, List<Route> routes) {
    OpenApiDocument document = new OpenApiDocument(frame);
    document.add(routes);
    document.add(types);
    return document.tree;
  }

  private void add(ResourceTypes types) {
    ObjectNode components = tree.withObjectProperty("components");
    ObjectNode schemas = components.withObjectProperty("schemas");
    ArrayNode any = JsonNodeFactory.instance.arrayNode();
    for (ResourceType<?> type : types.served()) {
      if (!type.path().isEmpty()) {
        TypeOperations.add(paths, type);
        TypeOperations.addResponses(components.withObjectProperty("responses"), type);
        schemas.set(type.name() + "Item", ItemSchema.of(type));
        if (type.shortName().isPresent()) {
          any.addObject().put("$ref", "#/components/schemas/" + type.name() + "Item");
        }
      }
    }
    schemas.putObject("AnyItem").put("description", "A resource of any type.").set("oneOf", any);
    paths.forEach(path -> path.forEach(operation -> addFailure((ObjectNode) operation)));
  }

  /** Any call can fail. */
  private static void addFailure(ObjectNode operation) {
    ObjectNode responses = operation.withObjectProperty("responses");
    responses.putObject("500").put("$ref", "#/components/responses/Internal");
    responses.putObject("503").put("$ref", "#/components/responses/Unavailable");
  }

  private void add(List<Route> routes) {
    for (Route route : routes) {
      if (!TypeOperations.TEMPLATES.contains(route.path())
          && !paths.path(route.path()).has(route.method())) {
        describe(route, paths.withObjectProperty(route.path()).putObject(route.method()));
      }
    }
  }

  /** As much as the annotations say. */
  private static void describe(Route route, ObjectNode operation) {
    Class<?> endpoint = route.handler().getDeclaringClass();
    operation.put("operationId", endpoint.getSimpleName() + "." + route.handler().getName());
    operation.putArray("tags").add(endpoint.getSimpleName().replace("Endpoint", ""));
    for (Parameter parameter : route.handler().getParameters()) {
      PathParam inPath = parameter.getAnnotation(PathParam.class);
      QueryParam inQuery = parameter.getAnnotation(QueryParam.class);
      if (inPath != null) {
        parameter(operation, inPath.value(), "path").put("required", true);
      } else if (inQuery != null) {
        parameter(operation, inQuery.value(), "query");
      } else if (parameter.getType() == byte[].class) {
        body(operation.putObject("requestBody").put("required", true), "application/json");
      }
    }
    Produces produces = route.handler().getAnnotation(Produces.class);
    if (produces == null) {
      produces = endpoint.getAnnotation(Produces.class);
    }
    ObjectNode answer = operation.withObjectProperty("responses").putObject("200");
    body(
        answer.put("description", "The answer."),
        produces == null ? "application/json" : produces.value()[0]);
  }

  private static ObjectNode parameter(ObjectNode operation, String name, String place) {
    ObjectNode parameter = operation.withArray("parameters").addObject();
    parameter.put("name", name).put("in", place).putObject("schema").put("type", "string");
    return parameter;
  }

  private static void body(ObjectNode parent, String mediaType) {
    parent.putObject("content").putObject(mediaType).putObject("schema");
  }
}
