package io.kuma.dp.prepare;

import io.kuma.dp.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Dataplane (or zone proxy) that a proxy brings along, read from the user's YAML or JSON
 * template.
 *
 * @param mesh empty for zone proxies
 * @param json the resource as JSON text, with the type, mesh and name that hold
 * @param transparent whether it says that the workload's connections are redirected
 */
record ProxyResource(String mesh, String name, String json, boolean transparent) {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_.-]+)\\s*}}");

  /**
   * Fills the template's <code>{{ key }}</code> places and reads it.
   *
   * @param name what {@code --name} says; empty: what the resource says
   * @param mesh what {@code --mesh} says; empty: what the resource says, else {@code default}
   * @throws Failure when a variable has no value, the text is no such resource, or it contradicts a
   *     flag
   */
  static ProxyResource read(
      String template, Map<String, String> variables, ProxyType type, String name, String mesh) {
    if (!(Yaml.read(render(template, variables)) instanceof Map<?, ?> resource)) {
      throw new Failure("the " + type.resourceType() + " must be a YAML or JSON object");
    }
    String given = text(resource, "type");
    if (!given.equals(type.resourceType())) {
      throw new Failure(
          String.format(
              "--proxy-type %s needs a resource of type %s, not \"%s\"",
              type.text(), type.resourceType(), given));
    }
    String itsName = agree("name", name, text(resource, "name"));
    String itsMesh = type.inMesh() ? agree("mesh", mesh, text(resource, "mesh")) : "";
    if (type.inMesh() && itsMesh.isEmpty()) {
      itsMesh = "default";
    }
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("type", given);
    if (type.inMesh()) {
      whole.put("mesh", itsMesh);
    }
    whole.put("name", itsName);
    resource.forEach((key, value) -> whole.putIfAbsent(String.valueOf(key), value));
    boolean transparent =
        resource.get("networking") instanceof Map<?, ?> networking
            && networking.get("transparentProxying") != null;
    return new ProxyResource(itsMesh, itsName, Json.write(whole), transparent);
  }

  static String render(String template, Map<String, String> variables) {
    return VARIABLE
        .matcher(template)
        .replaceAll(
            found -> {
              String value = variables.get(found.group(1));
              if (value == null) {
                throw new Failure(
                    String.format(
                        "the template has {{ %1$s }}, but there is no --dataplane-var %1$s=…",
                        found.group(1)));
              }
              return Matcher.quoteReplacement(value);
            });
  }

  /** A flag may repeat what the resource says, or fill in what it leaves out. */
  private static String agree(String what, String flag, String inResource) {
    if (!flag.isEmpty() && !inResource.isEmpty() && !flag.equals(inResource)) {
      throw new Failure(
          String.format(
              "--%s is \"%s\", but the resource says \"%s\": leave one of them out",
              what, flag, inResource));
    }
    return inResource.isEmpty() ? flag : inResource;
  }

  private static String text(Map<?, ?> resource, String key) {
    Object value = resource.get(key);
    return value == null ? "" : value.toString();
  }
}
