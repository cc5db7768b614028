package io.kuma.resource.validate;

import io.kuma.model.Extension;
import io.kuma.model.Violations.Path;
import org.jspecify.annotations.Nullable;

/** What extensions have to say. An absent one is fine. */
public final class Extensions {
  private Extensions() {}

  /** Reports an extension without a name. */
  public static void check(Path path, @Nullable Extension extension) {
    if (extension != null && extension.type().isEmpty()) {
      path.field("type").add("must not be empty");
    }
  }
}
