package io.kuma.xds.envoy;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.envoyproxy.pgv.validate.Validate;
import io.envoyproxy.pgv.validate.Validate.FieldRules;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Where in messages of a type there is something to look at: found out once for each type, since
 * most fields of most messages have no demands, and nothing below them has.
 *
 * @param fields those with demands of their own or below them, outside of choices
 * @param choices those that must be made or whose fields have demands
 * @param anys the fields that are Anys or have some below them
 */
record MessageDemands(List<Field> fields, List<Choice> choices, List<FieldDescriptor> anys) {
  /** What the API library still demands and Envoy no longer does. */
  private static final Set<String> LIFTED =
      Set.of("envoy.config.core.v3.RuntimeDouble.runtime_key");

  private static final Map<Descriptor, MessageDemands> KNOWN = new ConcurrentHashMap<>();

  /** A field and what is demanded of it. */
  record Field(FieldDescriptor descriptor, FieldRules rules, boolean required) {
    static Field of(FieldDescriptor descriptor) {
      FieldRules rules = descriptor.getOptions().getExtension(Validate.rules);
      boolean required =
          rules.getMessage().getRequired()
              || rules.getDuration().getRequired()
              || rules.getAny().getRequired();
      return new Field(descriptor, rules, required);
    }
  }

  /** A choice, and those of its fields that have demands. */
  record Choice(OneofDescriptor descriptor, boolean required, Map<FieldDescriptor, Field> fields) {
    static Choice of(OneofDescriptor descriptor, List<FieldDescriptor> demanding) {
      return new Choice(
          descriptor,
          isRequired(descriptor),
          descriptor.getFields().stream()
              .filter(demanding::contains)
              .collect(Collectors.toUnmodifiableMap(Function.identity(), Field::of)));
    }
  }

  static MessageDemands of(Descriptor type) {
    MessageDemands known = KNOWN.get(type);
    if (known == null) {
      known = read(type);
      KNOWN.put(type, known);
    }
    return known;
  }

  private static MessageDemands read(Descriptor type) {
    List<FieldDescriptor> demanding =
        type.getFields().stream().filter(MessageDemands::isDemanding).toList();
    return new MessageDemands(
        demanding.stream()
            .filter(field -> field.getRealContainingOneof() == null)
            .map(Field::of)
            .toList(),
        type.getRealOneofs().stream()
            .map(choice -> Choice.of(choice, demanding))
            .filter(choice -> choice.required() || !choice.fields().isEmpty())
            .toList(),
        type.getFields().stream()
            .filter(
                field ->
                    isMessage(field)
                        && leadsTo(
                            field.getMessageType(),
                            below -> below.equals(Any.getDescriptor()),
                            new HashSet<>()))
            .toList());
  }

  private static boolean isRequired(OneofDescriptor choice) {
    return choice.getOptions().getExtension(Validate.required);
  }

  /** Whether a value of the field, or its absence, can be wrong. */
  private static boolean isDemanding(FieldDescriptor field) {
    return hasRules(field)
        || (isMessage(field)
            && leadsTo(field.getMessageType(), MessageDemands::hasRules, new HashSet<>()));
  }

  private static boolean hasRules(Descriptor type) {
    return type.getFields().stream().anyMatch(MessageDemands::hasRules)
        || type.getRealOneofs().stream().anyMatch(MessageDemands::isRequired);
  }

  private static boolean hasRules(FieldDescriptor field) {
    return field.getOptions().hasExtension(Validate.rules) && !LIFTED.contains(field.getFullName());
  }

  private static boolean isMessage(FieldDescriptor field) {
    return field.getJavaType() == JavaType.MESSAGE;
  }

  private static boolean leadsTo(
      Descriptor type, Predicate<Descriptor> goal, Set<Descriptor> seen) {
    return seen.add(type)
        && (goal.test(type)
            || type.getFields().stream()
                .anyMatch(
                    field -> isMessage(field) && leadsTo(field.getMessageType(), goal, seen)));
  }
}
