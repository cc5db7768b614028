package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.kumactl.Session;
import io.kuma.kumactl.output.Format;
import io.kuma.kumactl.types.KnownType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kumactl get meshtimeouts}. */
@Command
final class GetMany extends KumactlCommand implements OfType {
  private static final Pattern OFFSET = Pattern.compile("[?&]offset=([^&]+)");

  private final KnownType type;

  @Option(
      names = {"-m", "--mesh"},
      paramLabel = "string",
      defaultValue = "",
      description = "mesh to use (default \"default\")")
  private String mesh = "";

  @Option(
      names = "--offset",
      paramLabel = "string",
      defaultValue = "",
      description = "the offset that indicates starting element of the resources list to retrieve")
  private String offset = "";

  @Option(
      names = "--size",
      paramLabel = "int",
      defaultValue = "0",
      description = "maximum number of elements to return")
  private int size;

  GetMany(Session session, KnownType type) {
    super(session);
    this.type = type;
  }

  @Override
  public String description() {
    return "Show " + type.name() + ".";
  }

  @Override
  void run() {
    Format format = format();
    String path = type.path(type.global() ? "" : session().mesh(mesh));
    JsonNode list = session().api().get(path + query());
    if (format != Format.TABLE) {
      print(format.text(shown(list)));
      return;
    }
    List<JsonNode> items = new ArrayList<>();
    list.path("items").forEach(items::add);
    print(ResourceTable.of(type, items).toString());
    @Nullable String next = nextOffset(list.path("next").asText(""));
    if (next != null) {
      print("\nRerun command with --offset=" + next + " argument to retrieve more resources\n");
    }
  }

  /** One page more than was asked for is nobody's business here: there is a flag for it. */
  private static ObjectNode shown(JsonNode list) {
    ObjectNode copy = list.deepCopy();
    return copy.putNull("next");
  }

  private String query() {
    List<String> parameters = new ArrayList<>();
    if (size > 0) {
      parameters.add("size=" + size);
    }
    if (!offset.isEmpty()) {
      parameters.add("offset=" + offset);
    }
    return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
  }

  private static @Nullable String nextOffset(String next) {
    Matcher found = OFFSET.matcher(next);
    return found.find() ? found.group(1) : null;
  }
}
