package io.kuma.resource.hostnamegenerator;

import io.kuma.model.Condition;
import io.kuma.model.Doc;
import io.kuma.model.schema.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a generator that selects the destination. */
@Doc("What came of a generator that selects the destination.")
public record HostnameGeneratorStatus(
    @Doc("The generator.") HostnameGeneratorRef hostnameGeneratorRef,
    @Doc("Whether it gave a name.") @Limits(listKeys = "type")
        @Nullable List<Condition> conditions) {

  /** The one condition there is: whether there is a name. */
  public static final String GENERATED = "Generated";

  /** The reason where two destinations would have the same name. */
  public static final String COLLISION = "Collision";

  /** The reason where the template cannot be rendered. */
  public static final String TEMPLATE_ERROR = "TemplateError";

  public HostnameGeneratorStatus {
    conditions = conditions == null ? null : List.copyOf(conditions);
  }

  /** The generator gave a name. */
  public static HostnameGeneratorStatus generated(String generator) {
    return of(generator, Condition.Status.True, GENERATED, "");
  }

  /** The generator gave no name. */
  public static HostnameGeneratorStatus failed(String generator, String reason, String message) {
    return of(generator, Condition.Status.False, reason, message);
  }

  private static HostnameGeneratorStatus of(
      String generator, Condition.Status status, String reason, String message) {
    return new HostnameGeneratorStatus(
        new HostnameGeneratorRef(generator),
        List.of(new Condition(GENERATED, status, reason, message)));
  }
}
