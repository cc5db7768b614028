package io.kuma.model.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Spec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemasTest {
  @Doc("A part.")
  record Part(String name) {}

  record Whole(
      @Doc("What it is.") Part part,
      @Nullable Part optional,
      @JsonProperty("default") @Nullable String conf,
      @Limits(maxItems = 2, listKeys = "name") @Merge(value = Merge.Mode.BY_KEY, key = "name")
          List<Part> parts,
      @Nullable Map<String, List<@Limits(minLength = 1) String>> tags) {}

  @Kind(shape = Shape.FLAT)
  record Flat(String name, int port) implements Spec {}

  @Test
  void nullnessIsRequiredness() {
    Map<String, Schema.Field> fields = Schema.of(Whole.class).fields();
    assertThat(fields.keySet()).containsExactly("part", "optional", "default", "parts", "tags");
    assertThat(fields.values())
        .extracting(Schema.Field::required)
        .containsExactly(true, false, false, true, false);
  }

  @Test
  void flatTypesRequireNothing() {
    assertThat(Schema.of(Flat.class).fields().values())
        .extracting(Schema.Field::required)
        .containsOnly(false);
  }

  @Test
  void theWordsOfTheFieldComeBeforeThoseOfItsType() {
    assertThat(schema("part").description()).isEqualTo("What it is.");
    assertThat(schema("optional").description()).isEqualTo("A part.");
  }

  @Test
  void limitsStandWhereTheTypeStands() {
    Map<String, Schema.Field> fields = Schema.of(Whole.class).fields();
    assertThat(fields.get("parts"))
        .isEqualTo(
            new Schema.Field(
                new Schema.Arr("", Schema.of(Part.class), null, 2, List.of("name")),
                true,
                null,
                Merge.Mode.BY_KEY,
                "name",
                null));
    assertThat(schema("tags"))
        .isEqualTo(
            new Schema.Dict(
                "",
                new Schema.Arr(
                    "",
                    new Schema.Text("", List.of(), null, 1, null, null),
                    null,
                    null,
                    List.of())));
  }

  @Test
  void schemasAreReadOnce() {
    assertThat(Schema.of(Whole.class)).isSameAs(Schema.of(Whole.class));
  }

  record BadType(Set<String> names) {}

  record BadLimit(@Limits(pattern = "x") int number) {}

  record BadDefault(@Default("1") int number) {}

  record NoJson(@Default("{") @Nullable String text) {}

  record Loop(@Nullable List<Loop> loops) {}

  record Twice(String a, @JsonProperty("a") String b) {}

  @Test
  void mistakesAreSaidWithTheirPlace() {
    refuses(BadType.class, "BadType.names: java.util.Set<java.lang.String> has no JSON form");
    refuses(BadLimit.class, "BadLimit.number: its type cannot have the limits [pattern]");
    refuses(BadDefault.class, "has a default and is not @Nullable");
    refuses(NoJson.class, "NoJson.text: the value { is no JSON");
    refuses(Loop.class, "contains itself, which a schema cannot say");
    refuses(Twice.class, "has the name of another field");
  }

  private static void refuses(Class<? extends Record> record, String message) {
    assertThatThrownBy(() -> Schema.of(record))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Schema schema(String field) {
    return Objects.requireNonNull(Schema.of(Whole.class).fields().get(field)).schema();
  }
}
