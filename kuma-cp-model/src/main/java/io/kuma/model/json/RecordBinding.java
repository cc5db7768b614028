package io.kuma.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The binding of a record: its components in their order are the fields of a JSON object.
 *
 * <p>Plain JSON leaves out what is null and nothing else. proto3 JSON also leaves out defaults and
 * empty containers, except where a component is nullable, which says that absence has a meaning of
 * its own (messages, wrapper types, optional fields).
 */
final class RecordBinding implements Binding {

  /**
   * One component of the record.
   *
   * @param names under which the field is read; the first one is written
   * @param absent what the component gets when the field is absent
   */
  record Component(
      List<String> names,
      Method accessor,
      Binding binding,
      boolean nullable,
      @Nullable Object absent) {}

  private final Constructor<?> constructor;
  private final List<Component> components;
  private final Dialect dialect;

  RecordBinding(Constructor<?> constructor, List<Component> components, Dialect dialect) {
    this.constructor = constructor;
    this.components = List.copyOf(components);
    this.dialect = dialect;
  }

  @Override
  public Object read(JsonNode node) {
    if (!node.isObject()) {
      throw new Unreadable("must be an object, not " + JsonTypes.withArticle(node));
    }
    @Nullable Object[] arguments = new @Nullable Object[components.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = read(components.get(i), node);
    }
    return create(arguments);
  }

  @Override
  public ObjectNode write(Object value) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Component component : components) {
      Object part = get(component, value);
      if (part != null && !(dialect == Dialect.FLAT && isDefault(component, part))) {
        object.set(component.names().get(0), component.binding().write(part));
      }
    }
    return object;
  }

  /** In proto3 JSON a message that is not nullable is one whose fields all have their defaults. */
  @Override
  public @Nullable Object zero() {
    return dialect == Dialect.FLAT ? read(JsonNodeFactory.instance.objectNode()) : null;
  }

  private static @Nullable Object read(Component component, JsonNode object) {
    for (String name : component.names()) {
      JsonNode node = object.get(name);
      if (node != null && !node.isNull()) {
        try {
          return component.binding().read(node);
        } catch (Unreadable e) {
          throw e.inField(name);
        }
      }
    }
    return component.absent();
  }

  private static boolean isDefault(Component component, Object value) {
    if (component.nullable()) {
      return false;
    }
    if (value instanceof Collection<?> list) {
      return list.isEmpty();
    }
    if (value instanceof Map<?, ?> map) {
      return map.isEmpty();
    }
    return value.equals(component.absent());
  }

  private Object create(@Nullable Object[] arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      // The record's own checks: what it says about its arguments is meant for its callers.
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new Unreadable(String.valueOf(refused.getMessage()));
      }
      if (e.getCause() instanceof NullPointerException) {
        throw new Unreadable("a required field is missing");
      }
      throw new IllegalStateException(constructor + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(constructor + " cannot be called", e);
    }
  }

  private static @Nullable Object get(Component component, Object value) {
    try {
      return component.accessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component.accessor() + " cannot be called", e);
    }
  }
}
