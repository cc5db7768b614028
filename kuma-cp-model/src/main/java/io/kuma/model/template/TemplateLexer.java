package io.kuma.model.template;

import io.kuma.model.template.Token.Kind;
import java.util.Set;

/**
 * Cuts a template into tokens, one at a time: the parser meets its own faults before those of the
 * text that it has not reached, which decides what is reported.
 */
final class TemplateLexer {
  private static final String LEFT = "{{";
  private static final String RIGHT = "}}";
  private static final String LEFT_COMMENT = "/*";
  private static final String RIGHT_COMMENT = "*/";
  private static final int NONE = -1;
  private static final Set<String> KEYWORDS =
      Set.of(
          "block",
          "break",
          "continue",
          "define",
          "else",
          "end",
          "if",
          "nil",
          "range",
          "template",
          "with");

  private final String input;
  private int position;
  private boolean inAction;
  private int parentheses;
  private boolean trimNext;

  TemplateLexer(String input) {
    this.input = input;
  }

  /** The next token; at the end, and after a fault, the same again and again. */
  Token next() {
    return inAction ? insideAction() : text();
  }

  private Token text() {
    if (trimNext) {
      trimNext = false;
      while (isSpace(peek())) {
        position++;
      }
    }
    int start = position;
    int left = input.indexOf(LEFT, position);
    String text = input.substring(start, left < 0 ? input.length() : left);
    if (left < 0) {
      position = input.length();
      return text.isEmpty() ? token(Kind.END, start) : new Token(Kind.TEXT, text, start);
    }
    boolean trims = hasTrimMarker(left + LEFT.length());
    String kept = trims ? withoutSpaceAtEnd(text) : text;
    if (!kept.isEmpty()) {
      // What is trimmed is passed over here, so that the delimiter comes next.
      position = left;
      return new Token(Kind.TEXT, kept, start);
    }
    int inside = left + LEFT.length() + (trims ? 2 : 0);
    if (input.startsWith(LEFT_COMMENT, inside)) {
      return comment(left, inside);
    }
    position = inside;
    inAction = true;
    parentheses = 0;
    return new Token(Kind.LEFT_DELIMITER, LEFT, left);
  }

  private Token comment(int left, int inside) {
    int end = input.indexOf(RIGHT_COMMENT, inside);
    if (end < 0) {
      return new Token(Kind.FAULT, "unclosed comment", left);
    }
    position = end + RIGHT_COMMENT.length();
    boolean trims = isRightTrim();
    position += trims ? 2 : 0;
    if (!input.startsWith(RIGHT, position)) {
      return new Token(Kind.FAULT, "comment ends before closing delimiter", left);
    }
    position += RIGHT.length();
    trimNext = trims;
    return text();
  }

  private Token insideAction() {
    int start = position;
    boolean trims = isRightTrim() && input.startsWith(RIGHT, position + 2);
    if (trims || input.startsWith(RIGHT, position)) {
      if (parentheses > 0) {
        return new Token(Kind.FAULT, "unclosed left paren", start);
      }
      position += RIGHT.length() + (trims ? 2 : 0);
      trimNext = trims;
      inAction = false;
      return new Token(Kind.RIGHT_DELIMITER, RIGHT, start);
    }
    int c = peek();
    if (c == NONE) {
      return new Token(Kind.FAULT, "unclosed action", start);
    } else if (isSpace(c)) {
      return space();
    } else if (c == '"' || c == '\'') {
      return quoted(c);
    } else if (c == '`') {
      return raw();
    } else if (c == '.' && !isDigitAfterDot()) {
      position++;
      return isTerminator() ? token(Kind.DOT, start) : word(Kind.FIELD, start);
    } else if (c == '$') {
      position++;
      return isTerminator() ? token(Kind.VARIABLE, start) : word(Kind.VARIABLE, start);
    } else if (c == '.' || c == '+' || c == '-' || isDigit(c)) {
      return number();
    } else if (isAlphanumeric(c)) {
      return word(Kind.IDENTIFIER, start);
    }
    position += Character.charCount(c);
    return switch (c) {
      case '|' -> token(Kind.PIPE, start);
      case '(' -> {
        parentheses++;
        yield token(Kind.LEFT_PARENTHESIS, start);
      }
      case ')' -> {
        parentheses--;
        yield parentheses < 0
            ? new Token(Kind.FAULT, "unexpected right paren", start)
            : token(Kind.RIGHT_PARENTHESIS, start);
      }
      default ->
          c < 0x7f && c > ' '
              ? token(Kind.OTHER, start)
              : new Token(Kind.FAULT, "unrecognized character in action: " + shown(c), start);
    };
  }

  private Token space() {
    int start = position;
    while (isSpace(peek()) && !(isRightTrim() && input.startsWith(RIGHT, position + 2))) {
      position++;
    }
    return position == start ? next() : token(Kind.SPACE, start);
  }

  private Token quoted(int quote) {
    int start = position++;
    while (peek() != quote) {
      if (peek() == '\\') {
        position++;
      }
      if (peek() == NONE || peek() == '\n') {
        return new Token(
            Kind.FAULT,
            quote == '"' ? "unterminated quoted string" : "unterminated character constant",
            start);
      }
      position++;
    }
    position++;
    return token(quote == '"' ? Kind.STRING : Kind.CHARACTER, start);
  }

  private Token raw() {
    int start = position;
    int end = input.indexOf('`', start + 1);
    if (end < 0) {
      return new Token(Kind.FAULT, "unterminated raw quoted string", start);
    }
    position = end + 1;
    return token(Kind.RAW_STRING, start);
  }

  /** Takes what may belong to a number; whether it is one is the parser's business. */
  private Token number() {
    int start = position++;
    while (isDigit(peek()) || peek() == '_' || peek() == '.') {
      position++;
    }
    if (isAlphanumeric(peek())) {
      position += Character.charCount(peek());
      return new Token(
          Kind.FAULT, "bad number syntax: \"" + input.substring(start, position) + "\"", start);
    }
    return token(Kind.NUMBER, start);
  }

  private Token word(Kind kind, int start) {
    while (isAlphanumeric(peek())) {
      position += Character.charCount(peek());
    }
    if (!isTerminator()) {
      return new Token(Kind.FAULT, "bad character " + shown(peek()), start);
    }
    String word = input.substring(start, position);
    if (kind == Kind.IDENTIFIER && (word.equals("true") || word.equals("false"))) {
      return token(Kind.BOOL, start);
    }
    return token(kind == Kind.IDENTIFIER && KEYWORDS.contains(word) ? Kind.KEYWORD : kind, start);
  }

  private Token token(Kind kind, int start) {
    return new Token(kind, input.substring(start, position), start);
  }

  /** Whether a word may end here. */
  private boolean isTerminator() {
    int c = peek();
    return c == NONE || isSpace(c) || ".,|:()".indexOf(c) >= 0 || input.startsWith(RIGHT, position);
  }

  private boolean isDigitAfterDot() {
    return position + 1 >= input.length() || isDigit(input.charAt(position + 1));
  }

  private boolean hasTrimMarker(int at) {
    return input.startsWith("-", at) && at + 1 < input.length() && isSpace(input.charAt(at + 1));
  }

  private boolean isRightTrim() {
    return isSpace(peek()) && input.startsWith("-", position + 1);
  }

  private int peek() {
    return position < input.length() ? input.codePointAt(position) : NONE;
  }

  private static String withoutSpaceAtEnd(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isAlphanumeric(int c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static String shown(int c) {
    return "U+%04X '%s'".formatted(c, Character.toString(c));
  }
}
