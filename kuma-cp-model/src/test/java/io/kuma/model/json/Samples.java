package io.kuma.model.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.IntOrString;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Validator;
import io.kuma.model.schema.Default;
import io.kuma.model.schema.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two types that have everything a type can have, one for each dialect. */
final class Samples {
  static final ResourceType<Plain> PLAIN = ResourceType.of(Plain.class, Validator.none());
  static final ResourceType<Flat> FLAT = ResourceType.of(Flat.class, Validator.none());

  private Samples() {}

  enum Color {
    Red,
    @JsonProperty("light-green")
    GREEN
  }

  @Kind(shortName = "pl", status = PlainStatus.class)
  record Plain(
      Color color,
      @Limits(minLength = 1, maxLength = 3, pattern = "^[a-z]+$") @Nullable String word,
      @Limits(minimum = 1, maximum = 10) @Nullable Integer count,
      @Limits(
              oneOf = {301, 302},
              format = Limits.NO_FORMAT)
          @Default("302")
          @Nullable Integer code,
      @Nullable Long big,
      @Nullable Double ratio,
      @Nullable Boolean on,
      @Nullable Duration timeout,
      @Nullable Instant at,
      @Nullable IntOrString percentage,
      @Limits(minItems = 1, maxItems = 2) @Nullable List<@Limits(minLength = 1) String> names,
      @Nullable Map<String, String> tags,
      @JsonProperty("default") @Nullable Conf conf,
      @Limits(format = "byte") @Nullable String bytes,
      @Nullable JsonNode any)
      implements Spec {}

  record Conf(String required, @Default("\"tcp\"") @Nullable String protocol) {}

  record PlainStatus(@Nullable Integer seen) {}

  @Kind(scope = Scope.GLOBAL, shape = Shape.FLAT)
  record Flat(
      String text,
      @Nullable String wrappedText,
      @Limits(minimum = 0) int number,
      @Nullable Integer wrappedNumber,
      long big,
      double ratio,
      boolean on,
      @Nullable Boolean wrappedOn,
      Color color,
      @Nullable Duration timeout,
      @Nullable Instant at,
      List<Message> messages,
      Map<String, String> tags,
      @Nullable Message message,
      @Limits(format = "byte") String bytes,
      @Nullable JsonNode conf)
      implements Spec {}

  record Message(String name, int port) {}
}
