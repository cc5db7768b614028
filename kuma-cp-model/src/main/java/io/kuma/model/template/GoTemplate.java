package io.kuma.model.template;

import io.kuma.model.json.GoQuote;
import io.kuma.model.template.Node.Argument;
import io.kuma.model.template.Node.Command;
import io.kuma.model.template.Node.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A parsed template. Immutable. */
public final class GoTemplate {
  /** What Go prints for a key that a map does not have. */
  private static final String NO_VALUE = "<no value>";

  private final String source;
  private final List<Node> nodes;

  private GoTemplate(String source, List<Node> nodes) {
    this.source = source;
    this.nodes = List.copyOf(nodes);
  }

  /**
   * Parses a template.
   *
   * @param functions the names of the functions that it may call
   * @throws TemplateFault if it is malformed, or uses what is not supported
   */
  public static GoTemplate parse(String source, Set<String> functions) {
    return new GoTemplate(source, new TemplateParser(source, functions).parse());
  }

  /** Parses a template that calls no functions. */
  public static GoTemplate parse(String source) {
    return parse(source, Set.of());
  }

  /**
   * The text that it makes of {@code data}.
   *
   * @throws TemplateFault if a field is unknown, or a function is called wrongly or fails
   */
  public String render(TemplateData data) {
    StringBuilder out = new StringBuilder();
    for (Node node : nodes) {
      if (node instanceof Node.Text text) {
        out.append(text.text());
      } else if (node instanceof Node.Action action) {
        out.append(evaluate(action.pipeline(), data));
      }
    }
    return out.toString();
  }

  private String evaluate(Pipeline pipeline, TemplateData data) {
    String value = null;
    for (Command command : pipeline.commands()) {
      value = evaluate(command, value, data);
    }
    if (value == null) {
      throw new IllegalStateException("a pipeline has at least one command");
    }
    return value;
  }

  /**
   * One command.
   *
   * @param last what the command before it came to; null for the first
   */
  private String evaluate(Command command, @Nullable String last, TemplateData data) {
    Argument first = command.arguments().get(0);
    boolean hasArguments = command.arguments().size() > 1 || last != null;
    if (first instanceof Node.Call call) {
      List<String> arguments = new ArrayList<>();
      for (Argument argument : command.arguments().subList(1, command.arguments().size())) {
        arguments.add(value(argument, data));
      }
      if (last != null) {
        arguments.add(last);
      }
      return call(call, command.source(), arguments, data);
    }
    if (hasArguments) {
      throw fault(
          first,
          first instanceof Node.Field field
              ? field.names().get(field.names().size() - 1) + " is not a method but has arguments"
              : "can't give argument to non-function " + first.source());
    }
    return value(first, data);
  }

  private String value(Argument argument, TemplateData data) {
    if (argument instanceof Node.Field field) {
      return field(field, data);
    } else if (argument instanceof Node.Literal literal) {
      return literal.value();
    } else if (argument instanceof Node.Call call) {
      return call(call, call.source(), List.of(), data);
    } else if (argument instanceof Node.Nested nested) {
      return evaluate(nested.pipeline(), data);
    }
    throw new IllegalStateException("unknown argument " + argument);
  }

  private String field(Node.Field field, TemplateData data) {
    String name = field.names().get(0);
    String value = data.fields().get(name);
    if (field.names().size() > 1) {
      throw fault(field, "can't evaluate field " + field.names().get(1) + " in type string");
    } else if (value == null && !data.open()) {
      throw fault(field, "can't evaluate field " + name);
    }
    return value == null ? NO_VALUE : value;
  }

  /**
   * The value of a function.
   *
   * @param source the call with its arguments, as the template spells it
   */
  private String call(Node.Call call, String source, List<String> arguments, TemplateData data) {
    TemplateFunction function = data.functions().get(call.name());
    if (function == null) {
      throw fault(call, GoQuote.quote(call.name()) + " is not a defined function");
    }
    if (arguments.size() != 1) {
      throw fault(
          call,
          "wrong number of args for %s: want 1 got %d".formatted(call.name(), arguments.size()));
    }
    try {
      return function.call(arguments.get(0));
    } catch (IllegalArgumentException e) {
      throw fault(call.position(), source, "error calling " + call.name() + ": " + e.getMessage());
    }
  }

  private TemplateFault fault(Argument place, String what) {
    return fault(place.position(), place.source(), what);
  }

  private TemplateFault fault(int position, String place, String what) {
    String before = source.substring(0, position);
    long line = before.chars().filter(c -> c == '\n').count() + 1;
    int column = position - (before.lastIndexOf('\n') + 1);
    return new TemplateFault(
        "template: :%d:%d: executing \"\" at <%s>: %s".formatted(line, column, place, what));
  }

  @Override
  public String toString() {
    return source;
  }
}
