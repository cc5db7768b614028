package io.kuma.model.template;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a template is rendered with.
 *
 * @param fields the values of {@code .Name}
 * @param functions what can be called, by name
 * @param open whether there may be other fields, which are {@code <no value>} then, as in a map of
 *     Go; else they are faults, as in a structure
 */
public record TemplateData(
    Map<String, String> fields, Map<String, TemplateFunction> functions, boolean open) {

  public TemplateData {
    fields = new TreeMap<>(fields);
    functions = new TreeMap<>(functions);
  }

  /** These fields and no others. */
  public static TemplateData structure(Map<String, String> fields) {
    return new TemplateData(fields, Map.of(), false);
  }

  /** These fields, and {@code <no value>} for all others. */
  public static TemplateData map(Map<String, String> fields) {
    return new TemplateData(fields, Map.of(), true);
  }

  /** The same with one more function. */
  public TemplateData withFunction(String name, TemplateFunction function) {
    Map<String, TemplateFunction> more = new TreeMap<>(functions);
    more.put(name, function);
    return new TemplateData(fields, more, open);
  }
}
