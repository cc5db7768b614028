package io.kuma.model.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kuma.model.json.GoQuote;
import io.kuma.model.template.Node.Argument;
import io.kuma.model.template.Node.Command;
import io.kuma.model.template.Node.Pipeline;
import io.kuma.model.template.Token.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes nodes of tokens, and says in Go's words what is wrong with them. */
final class TemplateParser {
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");
  private static final JsonMapper JSON = new JsonMapper();

  /** Functions that Go has and this language has not; it tells them from misspelled names. */
  private static final Set<String> FUNCTIONS_OF_GO =
      Set.of(
          "and",
          "call",
          "eq",
          "ge",
          "gt",
          "html",
          "index",
          "js",
          "le",
          "len",
          "lt",
          "ne",
          "not",
          "or",
          "print",
          "printf",
          "println",
          "slice",
          "urlquery");

  /** No name is that long, and no expression for one that deep: bounds for what strangers send. */
  private static final int MAX_CHARACTERS = 10_000;

  private static final int MAX_DEPTH = 50;

  private final String source;
  private final TemplateLexer lexer;
  private final Set<String> functions;
  private @Nullable Token ahead;
  private Token last;
  private int depth;

  TemplateParser(String source, Set<String> functions) {
    this.source = source;
    this.lexer = new TemplateLexer(source);
    this.functions = Set.copyOf(functions);
    this.last = new Token(Kind.TEXT, "", 0);
  }

  List<Node> parse() {
    if (source.length() > MAX_CHARACTERS) {
      throw fault("must not be longer than " + MAX_CHARACTERS + " characters");
    }
    List<Node> nodes = new ArrayList<>();
    for (Token token = next(); token.kind() != Kind.END; token = next()) {
      switch (token.kind()) {
        case TEXT -> nodes.add(new Node.Text(token.text()));
        case LEFT_DELIMITER ->
            nodes.add(new Node.Action(pipeline("command", Kind.RIGHT_DELIMITER)));
        default -> throw unexpected(token, "input");
      }
    }
    return nodes;
  }

  /** Commands up to {@code end}, which is taken too. */
  private Pipeline pipeline(String context, Kind end) {
    List<Command> commands = new ArrayList<>();
    while (true) {
      Token token = nextNonSpace();
      if (token.kind() == end) {
        check(commands, context);
        return new Pipeline(commands);
      }
      switch (token.kind()) {
        case BOOL,
            CHARACTER,
            DOT,
            FIELD,
            IDENTIFIER,
            NUMBER,
            RAW_STRING,
            STRING,
            VARIABLE,
            LEFT_PARENTHESIS -> {
          ahead = token;
          commands.add(command());
        }
        case KEYWORD -> throw unsupported(token);
        default -> throw unexpected(token, context);
      }
    }
  }

  /** Only functions can take what comes out of the command before. */
  private void check(List<Command> commands, String context) {
    if (commands.isEmpty()) {
      throw fault("missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      if (commands.get(i).arguments().get(0) instanceof Node.Literal) {
        throw fault("non executable command in pipeline stage " + (i + 1));
      }
    }
  }

  private Command command() {
    List<Argument> arguments = new ArrayList<>();
    while (true) {
      Argument operand = operand();
      if (operand != null) {
        arguments.add(operand);
      }
      Token token = next();
      switch (token.kind()) {
        case SPACE -> {
          continue;
        }
        case RIGHT_DELIMITER, RIGHT_PARENTHESIS -> ahead = token;
        case PIPE -> {
          // The next command begins after it.
        }
        default -> throw unexpected(token, "operand");
      }
      if (arguments.isEmpty()) {
        throw fault("empty command");
      }
      return new Command(arguments);
    }
  }

  private @Nullable Argument operand() {
    Token token = nextNonSpace();
    Argument term = term(token);
    if (term == null) {
      ahead = token;
      return null;
    }
    Token after = next();
    if (after.kind() != Kind.FIELD) {
      ahead = after;
      return term;
    }
    if (term instanceof Node.Field field) {
      List<String> names = new ArrayList<>(field.names());
      for (; after.kind() == Kind.FIELD; after = next()) {
        names.add(after.text().substring(1));
      }
      ahead = after;
      return new Node.Field(field.position(), names);
    }
    throw fault("unexpected . after term " + GoQuote.quote(term.source()));
  }

  private @Nullable Argument term(Token token) {
    int position = token.position();
    String text = token.text();
    return switch (token.kind()) {
      case IDENTIFIER -> {
        if (!functions.contains(text)) {
          throw FUNCTIONS_OF_GO.contains(text)
              ? unsupported(token)
              : fault("function " + GoQuote.quote(text) + " not defined");
        }
        yield new Node.Call(position, text);
      }
      case FIELD -> new Node.Field(position, List.of(text.substring(1)));
      case BOOL -> new Node.Literal(position, text, text);
      case NUMBER -> new Node.Literal(position, text, number(text));
      case STRING -> new Node.Literal(position, text, unquoted(text));
      case RAW_STRING ->
          new Node.Literal(position, text, text.substring(1, text.length() - 1).replace("\r", ""));
      case LEFT_PARENTHESIS -> {
        if (++depth > MAX_DEPTH) {
          throw fault("must not be nested deeper than " + MAX_DEPTH + " levels");
        }
        Pipeline nested = pipeline("parenthesized pipeline", Kind.RIGHT_PARENTHESIS);
        depth--;
        yield new Node.Nested(position, source.substring(position, last.position() + 1), nested);
      }
      case VARIABLE -> {
        if (text.equals("$")) {
          throw unsupported(token);
        }
        throw fault("undefined variable " + GoQuote.quote(text));
      }
      // Go prints all of the data, or the number of a character: nothing that makes a name.
      case CHARACTER, DOT, KEYWORD -> throw unsupported(token);
      case TEXT,
          LEFT_DELIMITER,
          RIGHT_DELIMITER,
          SPACE,
          PIPE,
          RIGHT_PARENTHESIS,
          OTHER,
          FAULT,
          END ->
          null;
    };
  }

  private String number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw fault("illegal number syntax: " + GoQuote.quote(text));
    }
    BigDecimal number = new BigDecimal(text);
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Go's escapes are JSON's and a few more, which no name needs. */
  private String unquoted(String text) {
    try {
      return JSON.readTree(text).textValue();
    } catch (JsonProcessingException e) {
      throw fault("invalid syntax");
    }
  }

  private Token nextNonSpace() {
    Token token = next();
    while (token.kind() == Kind.SPACE) {
      token = next();
    }
    return token;
  }

  private Token next() {
    Token token = ahead == null ? lexer.next() : ahead;
    ahead = null;
    last = token;
    return token;
  }

  private TemplateFault unexpected(Token token, String context) {
    return token.kind() == Kind.FAULT
        ? fault(token.text())
        : fault("unexpected " + token.shown() + " in " + context);
  }

  private TemplateFault unsupported(Token token) {
    return fault(GoQuote.quote(token.text()) + " is not supported here");
  }

  private TemplateFault fault(String what) {
    long line = source.substring(0, last.position()).chars().filter(c -> c == '\n').count() + 1;
    return new TemplateFault("template: :" + line + ": " + what);
  }
}
