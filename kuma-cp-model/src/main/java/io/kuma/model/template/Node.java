package io.kuma.model.template;

import java.util.List;
import java.util.stream.Collectors;

/** A part of a parsed template. */
sealed interface Node {

  /** Text that is printed as it is. */
  record Text(String text) implements Node {}

  /** A pipeline whose value is printed. */
  record Action(Pipeline pipeline) implements Node {}

  /** Commands, each of which gets the value of the one before it as its last argument. */
  record Pipeline(List<Command> commands) {
    public Pipeline {
      commands = List.copyOf(commands);
    }
  }

  /** A value, or a function with its arguments. */
  record Command(List<Argument> arguments) {
    public Command {
      arguments = List.copyOf(arguments);
    }

    /** How the template spells it, with single blanks. */
    String source() {
      return arguments.stream().map(Argument::source).collect(Collectors.joining(" "));
    }
  }

  /** A value in a command. */
  sealed interface Argument {
    /** Where it begins in the template. */
    int position();

    /** How the template spells it. */
    String source();
  }

  /** {@code .Name}, or {@code .Outer.Inner}, which no data has. */
  record Field(int position, List<String> names) implements Argument {
    public Field {
      names = List.copyOf(names);
    }

    @Override
    public String source() {
      return "." + String.join(".", names);
    }
  }

  /** A text, a number, {@code true} or {@code false}. */
  record Literal(int position, String source, String value) implements Argument {}

  /** The name of a function. */
  record Call(int position, String name) implements Argument {
    @Override
    public String source() {
      return name;
    }
  }

  /** A pipeline in parentheses. */
  record Nested(int position, String source, Pipeline pipeline) implements Argument {}
}
