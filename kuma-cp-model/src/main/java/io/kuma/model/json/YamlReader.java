package io.kuma.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML 1.1 as JSON trees, the way upstream's clients do: {@code yes} and {@code on} are
 * booleans, keys that are no strings become their text, anchors and merge keys are resolved. Times
 * stay strings, and {@code 10:30} is a string too, not a number of base 60.
 */
final class YamlReader {
  private static final int MAX_DEPTH = 100;

  /** Reading YAML takes ten times as long as reading JSON, and people write it. */
  private static final int MAX_CHARACTERS = 1 << 20;

  private static final int MAX_DIGITS = 100;

  /** What aliases stand for is copied, so that a few lines could become any number of values. */
  private static final int MAX_VALUES = 500_000;

  private int values;

  private YamlReader() {}

  /**
   * The documents of a stream; those that are empty are left out.
   *
   * @throws MalformedJson if it is no YAML, or has duplicate keys, or is too large or too deep
   */
  static List<JsonNode> readAll(String text) {
    YamlReader reader = new YamlReader();
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : load(text)) {
      if (document != null) {
        documents.add(reader.tree(document, 0));
      }
    }
    return documents;
  }

  private static List<Object> load(String text) {
    List<Object> documents = new ArrayList<>();
    try {
      yaml().loadAll(text).forEach(documents::add);
    } catch (YAMLException e) {
      throw new MalformedJson(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // snakeyaml believes explicit tags: what "!!int x" ends in depends on the tag.
      throw new MalformedJson("a value does not fit its tag");
    }
    return documents;
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setAllowRecursiveKeys(false);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(MAX_CHARACTERS);
    DumperOptions unused = new DumperOptions();
    return new Yaml(
        new BoundedConstructor(options),
        new Representer(unused),
        unused,
        options,
        new JsonLikeResolver());
  }

  private JsonNode tree(@Nullable Object value, int depth) {
    if (++values > MAX_VALUES) {
      throw new MalformedJson("must not have more than " + MAX_VALUES + " values");
    }
    if (depth > MAX_DEPTH) {
      throw new MalformedJson(
          "must not be nested deeper than " + MAX_DEPTH + " levels, and no value contains itself");
    }
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = json.objectNode();
      map.forEach((key, item) -> object.set(key(key), tree(item, depth + 1)));
      return object;
    } else if (value instanceof List<?> list) {
      ArrayNode array = json.arrayNode();
      list.forEach(item -> array.add(tree(item, depth + 1)));
      return array;
    }
    return scalar(value);
  }

  /** Keys that are no strings become their text; lists and maps have none that means anything. */
  private static String key(@Nullable Object key) {
    if (key instanceof Map || key instanceof Collection) {
      throw new MalformedJson("a key must be a scalar");
    }
    return String.valueOf(key);
  }

  private static JsonNode scalar(@Nullable Object value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (value == null) {
      return json.nullNode();
    } else if (value instanceof Boolean bool) {
      return json.booleanNode(bool);
    } else if (value instanceof Integer number) {
      return json.numberNode(number);
    } else if (value instanceof Long number) {
      return json.numberNode(number);
    } else if (value instanceof BigInteger number) {
      return json.numberNode(number);
    } else if (value instanceof Double number) {
      if (!Double.isFinite(number)) {
        throw new MalformedJson("a number is too large, or none");
      }
      return json.numberNode(number);
    } else if (value instanceof byte[] bytes) {
      return json.textNode(Base64.getEncoder().encodeToString(bytes));
    } else if (value instanceof String text) {
      return json.textNode(text);
    }
    throw new MalformedJson("a value of type " + value.getClass().getSimpleName() + " is no JSON");
  }

  /** Refuses whole numbers whose reading would take minutes. */
  private static final class BoundedConstructor extends SafeConstructor {
    BoundedConstructor(LoaderOptions options) {
      super(options);
      yamlConstructors.put(
          Tag.INT,
          new ConstructYamlInt() {
            @Override
            public Object construct(Node node) {
              if (constructScalar((ScalarNode) node).length() > MAX_DIGITS) {
                throw new YAMLException("a number has more than " + MAX_DIGITS + " digits");
              }
              return super.construct(node);
            }
          });
    }
  }

  /** YAML 1.1 without times and without base 60. */
  private static final class JsonLikeResolver extends Resolver {
    private static final Pattern WHOLE =
        Pattern.compile(
            "[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+");
    private static final Pattern FRACTION =
        Pattern.compile(
            "[-+]?(?:[0-9][0-9_]*)\\.[0-9_]*(?:[eE][-+]?[0-9]+)?"
                + "|[-+]?(?:[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)"
                + "|[-+]?\\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?"
                + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
      addImplicitResolver(Tag.INT, WHOLE, "-+0123456789");
      addImplicitResolver(Tag.FLOAT, FRACTION, "-+0123456789.");
      addImplicitResolver(Tag.MERGE, MERGE, "<");
      addImplicitResolver(Tag.NULL, NULL, "~nN\0");
      addImplicitResolver(Tag.NULL, EMPTY, null);
    }
  }
}
