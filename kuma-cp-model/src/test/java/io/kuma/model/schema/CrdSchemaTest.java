package io.kuma.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Doc;
import io.kuma.model.IntOrString;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Equality with the contract's CRDs is part of {@link io.kuma.model.ResourceTypesContract}. */
class CrdSchemaTest {
  private final ResourceCodec codec = new JacksonResourceCodec();

  record Sample(
      @Doc(value = "Words.", example = "\"y\"") @Default("\"x\"") @Nullable String text,
      @Nullable Duration timeout,
      @Nullable Instant at,
      @Nullable IntOrString percentage,
      @Nullable JsonNode any,
      Empty empty,
      @Nullable Map<String, Long> numbers) {}

  record Empty() {}

  @Test
  void writesKeysByAlphabet() {
    assertThat(codec.toJson(CrdSchema.of(Schema.of(Sample.class))))
        .isEqualTo(
            """
            {"properties":{"any":{"x-kubernetes-preserve-unknown-fields":true},\
            "at":{"format":"date-time","type":"string"},"empty":{"type":"object"},\
            "numbers":{"additionalProperties":{"format":"int64","type":"integer"},"type":"object"},\
            "percentage":{"anyOf":[{"type":"integer"},{"type":"string"}],\
            "x-kubernetes-int-or-string":true},\
            "text":{"default":"x","description":"Words.","example":"y","type":"string"},\
            "timeout":{"type":"string"}},"required":["empty"],"type":"object"}""");
  }
}
