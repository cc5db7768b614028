package io.kuma.xds.envoy;

/**
 * Something that listens outside of the mesh.
 *
 * @param host a name or an address; one of IPv6 without brackets
 */
public record HostAndPort(String host, int port) {

  /**
   * Reads {@code host:port} or a host alone. A port is all that stands after the last colon, unless
   * it is one of an IPv6 address.
   *
   * @param defaultPort where the text has none
   */
  public static HostAndPort parse(String text, int defaultPort) {
    int colon = text.lastIndexOf(':');
    boolean bare = text.indexOf(':') != colon && !text.startsWith("[");
    String port = colon < 0 || bare ? "" : text.substring(colon + 1);
    if (!port.matches("[0-9]{1,5}")) {
      return new HostAndPort(unbracketed(text), defaultPort);
    }
    return new HostAndPort(unbracketed(text.substring(0, colon)), Integer.parseInt(port));
  }

  /** The address inside brackets, if there are some. */
  public static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** As it stands in a URL. */
  @Override
  public String toString() {
    return Addresses.isIpv6(host) ? "[" + host + "]:" + port : host + ":" + port;
  }
}
