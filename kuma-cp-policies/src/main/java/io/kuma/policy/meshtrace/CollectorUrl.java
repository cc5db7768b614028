package io.kuma.policy.meshtrace;

import io.kuma.xds.envoy.HostAndPort;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a collector. More is accepted than {@link java.net.URI} takes: host names with an
 * underscore, and URLs without a scheme.
 *
 * @param authority host and port, as they are written
 * @param path with the query
 */
record CollectorUrl(boolean tls, String authority, String path) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final Pattern FORM =
      Pattern.compile(
          "((?<scheme>[A-Za-z]+)://)?([^/?#@]*@)?(?<authority>[^/?#]*)(?<path>[^#]*)(#.*)?");

  static CollectorUrl parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a URL: " + text);
    }
    String path = matcher.group("path");
    return new CollectorUrl(
        "https".equalsIgnoreCase(matcher.group("scheme")),
        matcher.group("authority"),
        path.startsWith("/") ? path : "/" + path);
  }

  HostAndPort address() {
    return HostAndPort.parse(authority, tls ? HTTPS_PORT : HTTP_PORT);
  }
}
