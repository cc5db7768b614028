package io.kuma.model.template;

import io.kuma.model.json.GoQuote;

/**
 * What the lexer makes of a piece of a template.
 *
 * @param text the piece; of a fault, what is wrong
 * @param position where it begins
 */
record Token(Kind kind, String text, int position) {
  private static final int SHOWN = 10;

  /** Kinds of tokens, as far as they matter to the parser. */
  enum Kind {
    TEXT,
    LEFT_DELIMITER,
    RIGHT_DELIMITER,
    SPACE,
    PIPE,
    LEFT_PARENTHESIS,
    RIGHT_PARENTHESIS,
    IDENTIFIER,
    KEYWORD,
    BOOL,
    FIELD,
    DOT,
    VARIABLE,
    NUMBER,
    STRING,
    RAW_STRING,
    CHARACTER,
    OTHER,
    FAULT,
    END
  }

  /** As Go shows it in "unexpected …". */
  String shown() {
    return switch (kind) {
      case END -> "EOF";
      case FAULT -> text;
      case KEYWORD, DOT -> "<" + text + ">";
      case TEXT,
          LEFT_DELIMITER,
          RIGHT_DELIMITER,
          SPACE,
          PIPE,
          LEFT_PARENTHESIS,
          RIGHT_PARENTHESIS,
          IDENTIFIER,
          BOOL,
          FIELD,
          VARIABLE,
          NUMBER,
          STRING,
          RAW_STRING,
          CHARACTER,
          OTHER ->
          text.length() > SHOWN
              ? GoQuote.quote(text.substring(0, SHOWN)) + "..."
              : GoQuote.quote(text);
    };
  }
}
