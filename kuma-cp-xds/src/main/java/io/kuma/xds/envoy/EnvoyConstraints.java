package io.kuma.xds.envoy;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.util.Durations;
import io.envoyproxy.pgv.validate.Validate.FieldRules;
import io.envoyproxy.pgv.validate.Validate.MapRules;
import io.envoyproxy.pgv.validate.Validate.RepeatedRules;
import io.envoyproxy.pgv.validate.Validate.StringRules;
import io.kuma.model.json.GoDuration;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What Envoy's API demands of messages beyond their types, as it stands in the descriptions of
 * their fields: what must be there, how long texts and lists are, how large numbers and durations,
 * what texts may hold.
 *
 * <p>The words are those of <a href="https://github.com/bufbuild/protoc-gen-validate">the validator
 * </a> that upstream uses.
 */
final class EnvoyConstraints {
  private static final String REQUIRED = "value is required";

  private EnvoyConstraints() {}

  /** Says what is wrong with the content of an Any, if anything is. */
  interface AnyCheck {
    Optional<String> findBroken(Any any);
  }

  /** The first demand that the message, or what stands in one of its Anys, does not meet. */
  static Optional<String> findBrokenWithin(Message message, AnyCheck anys) {
    return findBroken(message).or(() -> findBrokenInAny(message, anys));
  }

  private static Optional<String> findBrokenInAny(Message message, AnyCheck anys) {
    if (message instanceof Any any) {
      return anys.findBroken(any);
    }
    for (FieldDescriptor field : MessageDemands.of(message.getDescriptorForType()).anys()) {
      if (!field.isRepeated() && !message.hasField(field)) {
        continue;
      }
      Object value = message.getField(field);
      for (Object item : value instanceof List<?> list ? list : List.of(value)) {
        Optional<String> broken = findBrokenInAny((Message) item, anys);
        if (broken.isPresent()) {
          return broken;
        }
      }
    }
    return Optional.empty();
  }

  /** The first demand that the message does not meet; Anys are not looked into. */
  static Optional<String> findBroken(Message message) {
    Descriptor type = message.getDescriptorForType();
    MessageDemands demands = MessageDemands.of(type);
    for (MessageDemands.Field field : demands.fields()) {
      Optional<String> broken = findBroken(message, field);
      if (broken.isPresent()) {
        return broken;
      }
    }
    for (MessageDemands.Choice choice : demands.choices()) {
      FieldDescriptor chosen = message.getOneofFieldDescriptor(choice.descriptor());
      if (chosen == null && choice.required()) {
        return Optional.of(invalid(type, choice.descriptor().getName(), "", REQUIRED));
      }
      MessageDemands.Field field = chosen == null ? null : choice.fields().get(chosen);
      Optional<String> broken = field == null ? Optional.empty() : findBroken(message, field);
      if (broken.isPresent()) {
        return broken;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> findBroken(Message message, MessageDemands.Field demanded) {
    FieldDescriptor field = demanded.descriptor();
    FieldRules rules = demanded.rules();
    Descriptor type = message.getDescriptorForType();
    if (field.isMapField()) {
      return ofMap(message, field, rules.getMap());
    } else if (field.isRepeated()) {
      return ofList(message, field, rules.getRepeated());
    } else if (field.hasPresence() && !message.hasField(field)) {
      return demanded.required()
          ? Optional.of(invalid(type, field.getName(), "", REQUIRED))
          : Optional.empty();
    }
    return ofValue(field, rules, message.getField(field))
        .map(reason -> invalid(type, field.getName(), "", reason));
  }

  private static Optional<String> ofList(
      Message message, FieldDescriptor field, RepeatedRules rules) {
    Descriptor type = message.getDescriptorForType();
    List<?> items = (List<?>) message.getField(field);
    if (rules.hasMinItems() && items.size() < rules.getMinItems()) {
      String reason = "value must contain at least " + rules.getMinItems() + " item(s)";
      return Optional.of(invalid(type, field.getName(), "", reason));
    }
    if (rules.hasMaxItems() && items.size() > rules.getMaxItems()) {
      String reason = "value must contain no more than " + rules.getMaxItems() + " item(s)";
      return Optional.of(invalid(type, field.getName(), "", reason));
    }
    if (rules.getUnique() && new HashSet<>(items).size() < items.size()) {
      String reason = "repeated value must contain unique items";
      return Optional.of(invalid(type, field.getName(), "", reason));
    }
    for (int i = 0; i < items.size(); i++) {
      Optional<String> reason = ofValue(field, rules.getItems(), items.get(i));
      if (reason.isPresent()) {
        return Optional.of(invalid(type, field.getName(), "[" + i + "]", reason.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofMap(Message message, FieldDescriptor field, MapRules rules) {
    for (Object item : (List<?>) message.getField(field)) {
      Message entry = (Message) item;
      FieldDescriptor values = field.getMessageType().findFieldByName("value");
      FieldDescriptor keys = field.getMessageType().findFieldByName("key");
      Optional<String> reason =
          ofValue(keys, rules.getKeys(), entry.getField(keys))
              .or(() -> ofValue(values, rules.getValues(), entry.getField(values)));
      if (reason.isPresent()) {
        String key = "[" + entry.getField(keys) + "]";
        return Optional.of(
            invalid(message.getDescriptorForType(), field.getName(), key, reason.get()));
      }
    }
    return Optional.empty();
  }

  /** Why a value is refused. */
  private static Optional<String> ofValue(FieldDescriptor field, FieldRules rules, Object value) {
    return switch (rules.getTypeCase()) {
      case STRING -> ofText(rules.getString(), String.valueOf(unwrapped(value)));
      case ENUM ->
          rules.getEnum().getDefinedOnly() && ((EnumValueDescriptor) value).getIndex() < 0
              ? Optional.of("value must be one of the defined enum values")
              : Optional.empty();
      case DURATION -> ofRange(rules.getDuration(), nanos(value), EnvoyConstraints::goDuration);
      case FLOAT, DOUBLE, INT32, INT64, UINT32, UINT64 -> {
        FieldDescriptor chosen =
            rules.getDescriptorForType().findFieldByNumber(rules.getTypeCase().getNumber());
        yield ofRange((Message) rules.getField(chosen), number(value), BigDecimal::toPlainString);
      }
      case TYPE_NOT_SET -> {
        boolean descends = field.getJavaType() == JavaType.MESSAGE && !rules.getMessage().getSkip();
        yield descends
            ? findBroken((Message) value)
                .map(cause -> "embedded message failed validation | caused by: " + cause)
            : Optional.empty();
      }
      case SINT32,
          SINT64,
          FIXED32,
          FIXED64,
          SFIXED32,
          SFIXED64,
          BOOL,
          BYTES,
          REPEATED,
          MAP,
          ANY,
          TIMESTAMP ->
          Optional.empty();
    };
  }

  private static Optional<String> ofText(StringRules rules, String text) {
    if (rules.getIgnoreEmpty() && text.isEmpty()) {
      return Optional.empty();
    }
    int runes = text.codePointCount(0, text.length());
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    String reason = null;
    if (rules.hasMinLen() && runes < rules.getMinLen()) {
      reason = "at least " + rules.getMinLen() + " runes";
    } else if (rules.hasMaxLen() && runes > rules.getMaxLen()) {
      reason = "at most " + rules.getMaxLen() + " runes";
    } else if (rules.hasMinBytes() && bytes < rules.getMinBytes()) {
      reason = "at least " + rules.getMinBytes() + " bytes";
    } else if (rules.hasMaxBytes() && bytes > rules.getMaxBytes()) {
      reason = "at most " + rules.getMaxBytes() + " bytes";
    }
    return Optional.ofNullable(reason)
        .map(length -> "value length must be " + length)
        .or(() -> TextConstraints.findBroken(rules, text));
  }

  /** How a bound is written for people. */
  private interface Words {
    String of(BigDecimal value);
  }

  /**
   * The four bounds, which have the same names in the rules of all types that have them.
   *
   * <p>A lower bound above the upper one means "outside", which no message of Envoy says.
   */
  private static Optional<String> ofRange(Message rules, BigDecimal value, Words words) {
    BigDecimal gt = bound(rules, "gt");
    BigDecimal gte = bound(rules, "gte");
    BigDecimal lt = bound(rules, "lt");
    BigDecimal lte = bound(rules, "lte");
    BigDecimal from = gt == null ? gte : gt;
    BigDecimal to = lt == null ? lte : lt;
    boolean tooSmall =
        (gt != null && value.compareTo(gt) <= 0) || (gte != null && value.compareTo(gte) < 0);
    boolean tooLarge =
        (lt != null && value.compareTo(lt) >= 0) || (lte != null && value.compareTo(lte) > 0);
    if (!tooSmall && !tooLarge) {
      return Optional.empty();
    }
    String orEqual = gte == null && lte == null ? "" : "or equal to ";
    if (from == null) {
      return Optional.ofNullable(to)
          .map(max -> "value must be less than " + orEqual + words.of(max));
    } else if (to == null) {
      return Optional.of("value must be greater than " + orEqual + words.of(from));
    }
    String range = (gt == null ? "[" : "(") + words.of(from) + ", " + words.of(to);
    return Optional.of("value must be inside range " + range + (lt == null ? "]" : ")"));
  }

  private static @Nullable BigDecimal bound(Message rules, String name) {
    FieldDescriptor field = rules.getDescriptorForType().findFieldByName(name);
    if (!rules.hasField(field)) {
      return null;
    }
    Object value = rules.getField(field);
    return value instanceof Message ? nanos(value) : number(value);
  }

  /** A number, or what a wrapper holds. */
  private static BigDecimal number(Object value) {
    return new BigDecimal(
        value instanceof UInt32Value unsigned
            ? Integer.toUnsignedString(unsigned.getValue())
            : String.valueOf(unwrapped(value)));
  }

  private static Object unwrapped(Object value) {
    return value instanceof Message wrapper
        ? wrapper.getField(wrapper.getDescriptorForType().findFieldByName("value"))
        : value;
  }

  private static BigDecimal nanos(Object duration) {
    com.google.protobuf.Duration value =
        duration instanceof com.google.protobuf.Duration known
            ? known
            : com.google.protobuf.Duration.getDefaultInstance();
    return BigDecimal.valueOf(Durations.toNanos(value));
  }

  private static String goDuration(BigDecimal nanos) {
    return GoDuration.format(Duration.ofNanos(nanos.longValue()));
  }

  private static String invalid(Descriptor type, String field, String index, String reason) {
    return "invalid %s.%s%s: %s".formatted(goName(type), camelCase(field), index, reason);
  }

  /** {@code Cluster_EdsClusterConfig} for a message within another. */
  private static String goName(Descriptor type) {
    Descriptor outer = type.getContainingType();
    return outer == null ? type.getName() : goName(outer) + "_" + type.getName();
  }

  private static String camelCase(String name) {
    return Arrays.stream(name.split("_"))
        .map(
            part ->
                part.isEmpty()
                    ? ""
                    : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(Collectors.joining());
  }
}
