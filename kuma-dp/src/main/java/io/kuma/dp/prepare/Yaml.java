package io.kuma.dp.prepare;

import io.kuma.dp.Failure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML 1.1 as plain data: {@link Map}, {@link List}, text, numbers, booleans, null. JSON is read as
 * well.
 */
final class Yaml {

  private static final int MAX_CHARS = 4 * 1024 * 1024;

  private Yaml() {}

  /**
   * Reads one document.
   *
   * @throws Failure when it is not YAML, says a key twice or is over 4 Mi characters long
   */
  static @Nullable Object read(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(MAX_CHARS);
    DumperOptions unused = new DumperOptions();
    try {
      return new org.yaml.snakeyaml.Yaml(
              new SafeConstructor(options),
              new Representer(unused),
              unused,
              options,
              new NoTimestamps())
          .load(text);
    } catch (YAMLException e) {
      throw new Failure("not valid YAML: " + e.getMessage(), e);
    }
  }

  /** What looks like a date stays the text it is: JSON, where all of this goes, has no dates. */
  private static final class NoTimestamps extends Resolver {
    @Override
    public void addImplicitResolver(
        Tag tag, java.util.regex.Pattern pattern, @Nullable String first, int limit) {
      if (!tag.equals(Tag.TIMESTAMP)) {
        super.addImplicitResolver(tag, pattern, first, limit);
      }
    }
  }
}
