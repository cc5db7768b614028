package io.kuma.tcpecho;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP/1 request as it came over the wire (RFC 9112), read just far enough to know where it
 * ends.
 *
 * @param method as sent, for example {@code GET}
 * @param url the request target as sent, path and query
 * @param protocol {@code HTTP/1.0} or {@code HTTP/1.1}
 * @param keepAlive whether the client wants another request on this connection
 * @param raw every byte of it as ISO 8859-1 text, a chunked body with its chunk frames
 */
record HttpRequest(String method, String url, String protocol, boolean keepAlive, String raw) {

  static final int MAX_LINE_BYTES = 16 * 1024;
  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final int MAX_BODY_BYTES = 1024 * 1024;
  private static final long MAX_DELAY_MILLIS = 60_000;

  private static final Pattern REQUEST_LINE =
      Pattern.compile("([A-Z]{1,20}) ([\\x21-\\x7E]+) (HTTP/1\\.[01])\\r?\\n");
  private static final Pattern DELAY = Pattern.compile("[?&]delay=([^&#]*)");
  private static final Pattern MILLIS_OR_SECONDS = Pattern.compile("(\\d{1,6})(ms|s)");
  private static final String[] METHODS = {
    "GET ", "HEAD ", "POST ", "PUT ", "DELETE ", "PATCH ", "OPTIONS ", "TRACE ", "CONNECT "
  };

  /** A request that gets another answer than its echo; the connection ends with it. */
  static final class Refused extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final String status;

    Refused(String status) {
      super(status);
      this.status = status;
    }

    /** Code and reason, for example {@code 400 Bad Request}. */
    String status() {
      return status;
    }
  }

  static boolean startsWithRequestLine(String text) {
    return REQUEST_LINE.matcher(text).lookingAt();
  }

  /**
   * Whether more bytes could make {@code text} a request line: no line yet, and so far like one.
   */
  static boolean mayBecomeRequestLine(String text) {
    if (text.indexOf('\n') >= 0) {
      return false;
    }
    for (String method : METHODS) {
      if (text.startsWith(method) || method.startsWith(text)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads one whole request.
   *
   * @param out gets the interim {@code 100 Continue} when the client waits for one
   * @throws Refused when the bytes are no request, or a limit is passed
   * @throws IOException when the client goes away or is too slow
   */
  static HttpRequest read(InputStream in, OutputStream out) throws IOException, Refused {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    Matcher line = REQUEST_LINE.matcher(readLine(in, raw));
    if (!line.matches()) {
      throw new Refused("400 Bad Request");
    }
    String protocol = line.group(3);
    boolean keepAlive = protocol.equals("HTTP/1.1");
    boolean chunked = false;
    boolean expectsContinue = false;
    long length = 0;
    for (String header = readLine(in, raw); !header.isBlank(); header = readLine(in, raw)) {
      if (raw.size() > MAX_HEAD_BYTES) {
        throw new Refused("431 Request Header Fields Too Large");
      }
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw new Refused("400 Bad Request");
      }
      String value = header.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
      switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "connection" ->
            keepAlive = keepAlive ? !value.contains("close") : value.contains("keep-alive");
        case "content-length" -> length = contentLength(value);
        case "transfer-encoding" -> chunked = value.endsWith("chunked");
        case "expect" -> expectsContinue = value.equals("100-continue");
        default -> {}
      }
    }
    if (expectsContinue) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
    if (chunked) {
      readChunks(in, raw);
    } else {
      copy(in, raw, length);
    }
    return new HttpRequest(
        line.group(1),
        line.group(2),
        protocol,
        keepAlive,
        raw.toString(StandardCharsets.ISO_8859_1));
  }

  /**
   * How long the client asked us to wait: query parameter {@code delay}, in {@code ms} or {@code
   * s}, at most 60 s.
   *
   * @throws Refused when there is such a parameter but no such duration
   */
  Optional<Long> delayMillis() throws Refused {
    Matcher query = DELAY.matcher(url);
    if (!query.find()) {
      return Optional.empty();
    }
    Matcher delay = MILLIS_OR_SECONDS.matcher(query.group(1));
    if (!delay.matches()) {
      throw new Refused("400 Bad Request");
    }
    long millis = Long.parseLong(delay.group(1)) * (delay.group(2).equals("s") ? 1000 : 1);
    if (millis > MAX_DELAY_MILLIS) {
      throw new Refused("400 Bad Request");
    }
    return Optional.of(millis);
  }

  private static long contentLength(String value) throws Refused {
    if (!value.matches("\\d{1,18}")) {
      throw new Refused("400 Bad Request");
    }
    return Long.parseLong(value);
  }

  private static void readChunks(InputStream in, ByteArrayOutputStream raw)
      throws IOException, Refused {
    long total = 0;
    long size;
    do {
      String line = readLine(in, raw).strip();
      String hex = line.split(";", 2)[0].strip();
      if (!hex.matches("[0-9a-fA-F]{1,8}")) {
        throw new Refused("400 Bad Request");
      }
      size = Long.parseLong(hex, 16);
      total += size;
      if (total > MAX_BODY_BYTES) {
        throw new Refused("413 Content Too Large");
      }
      if (size > 0) {
        copy(in, raw, size);
        readLine(in, raw);
      }
    } while (size > 0);
    while (!readLine(in, raw).isBlank()) {
      if (raw.size() > MAX_BODY_BYTES + MAX_HEAD_BYTES) {
        throw new Refused("431 Request Header Fields Too Large");
      }
    }
  }

  private static void copy(InputStream in, ByteArrayOutputStream raw, long length)
      throws IOException, Refused {
    if (length > MAX_BODY_BYTES) {
      throw new Refused("413 Content Too Large");
    }
    byte[] body = in.readNBytes((int) length);
    if (body.length < length) {
      throw new EOFException("closed in the middle of a request");
    }
    raw.writeBytes(body);
  }

  /** One line with its end, also kept in {@code raw}. */
  private static String readLine(InputStream in, ByteArrayOutputStream raw)
      throws IOException, Refused {
    StringBuilder line = new StringBuilder();
    int c;
    do {
      c = in.read();
      if (c < 0) {
        throw new EOFException("closed in the middle of a request");
      }
      if (line.length() >= MAX_LINE_BYTES) {
        throw new Refused("431 Request Header Fields Too Large");
      }
      raw.write(c);
      line.append((char) c);
    } while (c != '\n');
    return line.toString();
  }
}
