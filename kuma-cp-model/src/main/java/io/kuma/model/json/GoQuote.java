package io.kuma.model.json;

/** Text in quotes as Go's {@code %q} writes it, which is how the contract's messages quote. */
public final class GoQuote {
  /** Nobody wants to read more of it, and a message must not be as large as a hostile body. */
  private static final int MAX_CHARACTERS = 2000;

  private GoQuote() {}

  /**
   * The text in double quotes, with escapes for quotes, backslashes and control characters. Very
   * long texts are cut, and end in three dots.
   */
  public static String quote(String text) {
    String shown =
        text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "...";
    StringBuilder out = new StringBuilder(shown.length() + 2).append('"');
    shown.codePoints().forEach(c -> append(out, c, '"'));
    return out.append('"').toString();
  }

  /** A character in single quotes. */
  static String quote(int character) {
    StringBuilder out = new StringBuilder("'");
    append(out, character, '\'');
    return out.append('\'').toString();
  }

  private static void append(StringBuilder out, int c, char quote) {
    switch (c) {
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c == quote) {
          out.append('\\').append(quote);
        } else if (c < ' ' || c == 0x7f) {
          out.append(String.format("\\x%02x", c));
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }
}
