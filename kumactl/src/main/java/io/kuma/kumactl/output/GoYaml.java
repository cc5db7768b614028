package io.kuma.kumactl.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * YAML as Go's library writes it: keys in alphabetical order, lists not indented, quotes where a
 * reader would take a text for something else.
 */
public final class GoYaml {
  /** What YAML 1.1 reads as a number, a boolean, null or a time. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "(?i)|~|null|true|false|yes|no|on|off|y|n"
              + "|[-+]?(\\.inf|[0-9][0-9_]*(\\.[0-9_]*)?(e[-+]?[0-9]+)?|\\.[0-9_]+(e[-+]?[0-9]+)?)|\\.nan"
              + "|[-+]?0(b[01_]+|o?[0-7_]+|x[0-9a-f_]+)|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?");

  private GoYaml() {}

  /** A document. */
  public static String text(JsonNode tree) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setWidth(Integer.MAX_VALUE);
    options.setSplitLines(false);
    return new Yaml(new Quoting(options), options).dump(plain(tree));
  }

  private static @Nullable Object plain(JsonNode tree) {
    if (tree.isObject()) {
      Map<String, @Nullable Object> sorted = new TreeMap<>();
      tree.properties().forEach(entry -> sorted.put(entry.getKey(), plain(entry.getValue())));
      return sorted;
    } else if (tree.isArray()) {
      List<@Nullable Object> items = new ArrayList<>();
      tree.forEach(item -> items.add(plain(item)));
      return items;
    } else if (tree.isNull() || tree.isMissingNode()) {
      return null;
    } else if (tree.isBoolean()) {
      return tree.booleanValue();
    } else if (tree.isIntegralNumber()) {
      return tree.bigIntegerValue();
    } else if (tree.isNumber()) {
      return tree.doubleValue();
    }
    return tree.asText();
  }

  private static final class Quoting extends Representer {
    Quoting(DumperOptions options) {
      super(options);
    }

    @Override
    protected Node representScalar(Tag tag, String value, ScalarStyle style) {
      if (!tag.equals(Tag.STR)) {
        return super.representScalar(tag, value, style);
      } else if (value.indexOf('\n') >= 0) {
        return super.representScalar(tag, value, ScalarStyle.LITERAL);
      } else if (AMBIGUOUS.matcher(value).matches()) {
        return super.representScalar(tag, value, ScalarStyle.DOUBLE_QUOTED);
      }
      return super.representScalar(tag, value, ScalarStyle.PLAIN);
    }
  }
}
