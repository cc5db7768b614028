package io.kuma.kumactl.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.kumactl.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands in the user's file.
 *
 * @param currentContext the context that counts unless another is named
 */
public record Configuration(
    List<ControlPlane> controlPlanes, List<Context> contexts, String currentContext) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  public Configuration {
    controlPlanes = List.copyOf(controlPlanes);
    contexts = List.copyOf(contexts);
  }

  /**
   * A control plane that can be asked.
   *
   * @param url of its API
   * @param caCertFile PEM of whom to trust; empty: whom the JVM trusts
   * @param clientCertFile PEM of the certificate to show; empty: none
   * @param headers sent with every request
   * @param authType {@code tokens}, or empty
   * @param authConf of {@code tokens}: {@code token}
   */
  public record ControlPlane(
      String name,
      String url,
      String caCertFile,
      String clientCertFile,
      String clientKeyFile,
      boolean skipVerify,
      Map<String, String> headers,
      String authType,
      Map<String, String> authConf) {}

  /**
   * A control plane with what is assumed at it.
   *
   * @param mesh that is meant if none is named; empty: default
   */
  public record Context(String name, String controlPlane, String mesh) {}

  /** What counts while there is no file. */
  public static Configuration initial() {
    return new Configuration(
        List.of(
            new ControlPlane(
                "local", "http://localhost:5681", "", "", "", false, Map.of(), "", Map.of())),
        List.of(new Context("local", "local", "")),
        "local");
  }

  static Configuration of(JsonNode tree) {
    List<ControlPlane> controlPlanes = new ArrayList<>();
    for (JsonNode one : tree.path("controlPlanes")) {
      JsonNode server = one.at("/coordinates/apiServer");
      Map<String, String> headers = new LinkedHashMap<>();
      server
          .path("headers")
          .forEach(header -> headers.put(text(header, "key"), text(header, "value")));
      Map<String, String> authConf = new LinkedHashMap<>();
      server
          .path("authConf")
          .properties()
          .forEach(entry -> authConf.put(entry.getKey(), entry.getValue().asText()));
      controlPlanes.add(
          new ControlPlane(
              text(one, "name"),
              text(server, "url"),
              text(server, "caCertFile"),
              text(server, "clientCertFile"),
              text(server, "clientKeyFile"),
              server.path("skipVerify").asBoolean(),
              headers,
              text(server, "authType"),
              authConf));
    }
    List<Context> contexts = new ArrayList<>();
    for (JsonNode one : tree.path("contexts")) {
      contexts.add(
          new Context(
              text(one, "name"), text(one, "controlPlane"), text(one.path("defaults"), "mesh")));
    }
    return new Configuration(controlPlanes, contexts, text(tree, "currentContext"));
  }

  private static String text(JsonNode tree, String field) {
    return tree.path(field).asText("");
  }

  /** As it is written; fields that say nothing are left out. */
  public ObjectNode toTree() {
    ObjectNode tree = JSON.objectNode();
    ArrayNode contextList = tree.putArray("contexts");
    for (Context one : contexts) {
      ObjectNode node = contextList.addObject();
      node.put("controlPlane", one.controlPlane()).put("name", one.name());
      if (!one.mesh().isEmpty()) {
        node.putObject("defaults").put("mesh", one.mesh());
      }
    }
    ArrayNode list = tree.putArray("controlPlanes");
    for (ControlPlane one : controlPlanes) {
      ObjectNode node = list.addObject();
      node.putObject("coordinates").set("apiServer", server(one));
      node.put("name", one.name());
    }
    tree.put("currentContext", currentContext);
    return tree;
  }

  private static ObjectNode server(ControlPlane one) {
    ObjectNode server = JSON.objectNode();
    if (!one.authConf().isEmpty()) {
      ObjectNode conf = server.putObject("authConf");
      one.authConf().forEach(conf::put);
    }
    putIfSaid(server, "authType", one.authType());
    putIfSaid(server, "caCertFile", one.caCertFile());
    putIfSaid(server, "clientCertFile", one.clientCertFile());
    putIfSaid(server, "clientKeyFile", one.clientKeyFile());
    if (!one.headers().isEmpty()) {
      ArrayNode headers = server.putArray("headers");
      one.headers()
          .forEach((key, value) -> headers.addObject().put("key", key).put("value", value));
    }
    if (one.skipVerify()) {
      server.put("skipVerify", true);
    }
    return server.put("url", one.url());
  }

  private static void putIfSaid(ObjectNode node, String field, String value) {
    if (!value.isEmpty()) {
      node.put(field, value);
    }
  }

  /**
   * The context of this name.
   *
   * @throws Failure if there is none
   */
  public Context context(String name) {
    return contexts.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Failure("there is no context with name \"" + name + "\""));
  }

  public Optional<ControlPlane> findControlPlane(String name) {
    return controlPlanes.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** With a control plane and a context of the same name, which is the current one then. */
  public Configuration with(ControlPlane added) {
    List<ControlPlane> others = new ArrayList<>(controlPlanes);
    others.removeIf(one -> one.name().equals(added.name()));
    others.add(added);
    List<Context> otherContexts = new ArrayList<>(contexts);
    otherContexts.removeIf(one -> one.name().equals(added.name()));
    otherContexts.add(new Context(added.name(), added.name(), ""));
    return new Configuration(others, otherContexts, added.name());
  }

  /** Without a control plane and the contexts that lead to it. */
  public Configuration without(String controlPlane) {
    List<ControlPlane> others =
        controlPlanes.stream().filter(one -> !one.name().equals(controlPlane)).toList();
    List<Context> left =
        contexts.stream().filter(one -> !one.controlPlane().equals(controlPlane)).toList();
    boolean stays = left.stream().anyMatch(one -> one.name().equals(currentContext));
    String next = left.isEmpty() ? "" : left.get(0).name();
    return new Configuration(others, left, stays ? currentContext : next);
  }

  public Configuration switchedTo(String context) {
    return new Configuration(controlPlanes, contexts, context);
  }
}
