package io.kuma.resource.validate;

import io.kuma.model.DataSource;
import io.kuma.model.Violations.Path;
import org.jspecify.annotations.Nullable;

/** What a {@link DataSource} may say. An absent one is fine. */
public final class DataSources {
  private DataSources() {}

  /** Reports a source from which nothing can come, and one that leaves open from where. */
  public static void check(Path path, @Nullable DataSource source) {
    if (source == null) {
      return;
    }
    if (source.isEmpty()) {
      path.add("data source cannot be empty");
    } else if (source.places() > 1) {
      path.add("must name only one of secret, file, inline and inlineString");
    }
  }
}
