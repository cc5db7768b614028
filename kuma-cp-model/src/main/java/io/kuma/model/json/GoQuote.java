package io.kuma.model.json;

/** Text in quotes as Go's {@code %q} writes it, which is how the contract's messages quote. */
public final class GoQuote {
  private GoQuote() {}

  /** The text in double quotes, with escapes for quotes, backslashes and control characters. */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> append(out, c, '"'));
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
