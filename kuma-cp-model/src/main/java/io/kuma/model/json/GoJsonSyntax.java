package io.kuma.model.json;

import java.util.Optional;

/**
 * Says what is wrong with text that is no JSON in the words of Go's {@code encoding/json}, which
 * the contract's errors quote: {@code invalid character ',' looking for beginning of object key
 * string}.
 *
 * <p>It only looks for the first fault of text that a parser has refused already. It accepts a
 * little less than Go where that makes no difference to the message (invalid UTF-16 in strings).
 */
final class GoJsonSyntax {
  private static final int MAX_DEPTH = 1000;

  private final String text;
  private int at;
  private int depth;

  private GoJsonSyntax(String text) {
    this.text = text;
  }

  /** The first fault; empty if there is none of syntax (duplicate keys and limits are not). */
  static Optional<String> findFault(String text) {
    GoJsonSyntax scan = new GoJsonSyntax(text);
    try {
      scan.value();
      scan.blanks();
      if (scan.at < text.length()) {
        throw scan.fault("after top-level value");
      }
      return Optional.empty();
    } catch (Fault e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private void value() {
    blanks();
    switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw fault("looking for beginning of value");
    }
  }

  private void object() {
    enter();
    if (peekAfterBlanks() == '}') {
      leave();
      return;
    }
    while (true) {
      if (peekAfterBlanks() != '"') {
        throw fault("looking for beginning of object key string");
      }
      string();
      if (peekAfterBlanks() != ':') {
        throw fault("after object key");
      }
      at++;
      value();
      int next = peekAfterBlanks();
      if (next == '}') {
        leave();
        return;
      }
      if (next != ',') {
        throw fault("after object key:value pair");
      }
      at++;
    }
  }

  private void array() {
    enter();
    if (peekAfterBlanks() == ']') {
      leave();
      return;
    }
    while (true) {
      value();
      int next = peekAfterBlanks();
      if (next == ']') {
        leave();
        return;
      }
      if (next != ',') {
        throw fault("after array element");
      }
      at++;
    }
  }

  private void string() {
    at++;
    while (peek() != '"') {
      if (peek() < ' ') {
        throw fault("in string literal");
      }
      if (peek() == '\\') {
        at++;
        escape();
      }
      at++;
    }
    at++;
  }

  /** Ends at the last character of the escape. */
  private void escape() {
    if (peek() == 'u') {
      for (int i = 0; i < 4; i++) {
        at++;
        if (Character.digit(peek(), 16) < 0) {
          throw fault("in \\u hexadecimal character escape");
        }
      }
    } else if ("\"\\/bfnrt".indexOf(peek()) < 0) {
      throw fault("in string escape code");
    }
  }

  private void number() {
    if (peek() == '-') {
      at++;
      if (!isDigit(peek())) {
        throw fault("in numeric literal");
      }
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      if (!isDigit(peek())) {
        throw fault("after decimal point in numeric literal");
      }
      digits();
    }
    if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      if (!isDigit(peek())) {
        throw fault("in exponent of numeric literal");
      }
      digits();
    }
  }

  private void literal(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw fault("in literal " + word + " (expecting " + GoQuote.quote(word.charAt(i)) + ")");
      }
      at++;
    }
  }

  private void digits() {
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
  }

  private void enter() {
    at++;
    if (++depth > MAX_DEPTH) {
      throw new Fault("exceeded max depth");
    }
  }

  private void leave() {
    at++;
    depth--;
  }

  private int peekAfterBlanks() {
    blanks();
    return peek();
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private int peek() {
    if (at >= text.length()) {
      throw new Fault("unexpected end of JSON input");
    }
    return text.codePointAt(at);
  }

  private Fault fault(String where) {
    return new Fault("invalid character " + GoQuote.quote(text.codePointAt(at)) + " " + where);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fault(String message) {
      super(message, null, false, false);
    }
  }
}
