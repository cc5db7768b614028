package io.kuma.core.access;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request really was made by somebody on this machine, and not by a proxy for
 * somebody else or by a web page that happens to be open in a browser here (contract 2.1).
 */
public final class Localhost {
  private static final List<String> PROXY_HEADERS =
      List.of("Forwarded", "X-Forwarded-For", "X-Real-IP");
  private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^]]*]|[^:\\[\\]]+)(?::\\d*)?");
  private static final Set<String> OWN_FETCH_SITES = Set.of("", "same-origin", "none");

  private Localhost() {}

  /**
   * Whether the request is local.
   *
   * @param peer the address at the other end of the connection
   * @param header looks a header up; null if it is absent
   */
  public static boolean isLocal(String peer, Function<String, @Nullable String> header) {
    String host = header.apply("Host");
    return isLoopback(peer)
        && PROXY_HEADERS.stream().allMatch(name -> header.apply(name) == null)
        && host != null
        && isLoopback(hostOf(host))
        && OWN_FETCH_SITES.contains(orEmpty(header.apply("Sec-Fetch-Site")))
        && isSameOrigin(header.apply("Origin"), host);
  }

  private static boolean isSameOrigin(@Nullable String origin, String host) {
    if (origin == null) {
      return true;
    }
    try {
      return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Textual: a name other than localhost is never resolved, since whoever owns it could point it
   * here.
   */
  private static boolean isLoopback(String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return bare.toLowerCase(Locale.ROOT).equals("localhost")
        || bare.equals("::1")
        || bare.equals("0:0:0:0:0:0:0:1")
        || bare.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  /** Without the port; what is neither a host nor a host and a port stays as it is. */
  private static String hostOf(String hostAndPort) {
    Matcher matcher = HOST_AND_PORT.matcher(hostAndPort);
    return matcher.matches() ? matcher.group(1) : hostAndPort;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
