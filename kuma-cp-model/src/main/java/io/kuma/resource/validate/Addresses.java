package io.kuma.resource.validate;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What addresses look like. Nothing here asks a name server; the grammars are those of upstream's
 * libraries, because a resource that it takes has to be taken.
 */
public final class Addresses {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern DNS_NAME =
      Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62}(\\.[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62})*+[._]?");
  private static final int MAX_DNS_NAME = 255;
  private static final Pattern PREFIX_LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[(?<literal>[^\\[\\]]*)]|(?<host>[^:\\[\\]]*)):(?<port>[^:\\[\\]]*)");
  private static final Pattern AUTHORITY_PORT = Pattern.compile(".*:(?<port>[0-9]+)");
  private static final Pattern URL =
      Pattern.compile(
          "((ftp|tcp|udp|wss?|https?)://)?+([^\\s/?#@]+@)?"
              + "(\\[(?<literal>[^\\[\\]]+)]|[\\p{L}\\p{N}]([\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}])?\\.?)"
              + "(:[0-9]{1,5})?([/?#]\\S*)?");
  private static final int MIN_URL = 4;
  private static final int MAX_URL = 2082;

  private Addresses() {}

  /** An IPv4 or IPv6 address. */
  public static boolean isIp(String text) {
    return parseIp(text).isPresent();
  }

  /** The address that {@code text} spells; host names are none. */
  public static Optional<InetAddress> parseIp(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6_CHARACTERS.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // Never a look-up: a text with a colon is an IPv6 address or an error.
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether it spells an IPv6 address, {@code ::ffff:1.2.3.4} excepted. */
  public static boolean isIpV6(String text) {
    return parseIp(text).filter(Inet6Address.class::isInstance).isPresent();
  }

  /** A host name; looser than RFC 1123, as it takes underscores and capitals. */
  public static boolean isDnsName(String text) {
    return text.replace(".", "").length() <= MAX_DNS_NAME
        && !isIp(text)
        && DNS_NAME.matcher(text).matches();
  }

  /**
   * A place of a network, as text.
   *
   * @param host without the brackets of an IPv6 address; may be empty
   * @param port may be empty, or no number
   */
  public record HostAndPort(String host, String port) {}

  /** The parts of {@code host:port} or {@code [ipv6]:port}; empty if it has another form. */
  public static Optional<HostAndPort> split(String text) {
    Matcher matcher = HOST_AND_PORT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String host = matcher.group("host");
    return Optional.of(
        new HostAndPort(host == null ? matcher.group("literal") : host, matcher.group("port")));
  }

  /** {@code host:port} or {@code [ipv6]:port}, neither part empty. */
  public static boolean isHostAndPort(String text) {
    return split(text)
        .filter(parts -> !parts.host().isEmpty() && !parts.port().isEmpty())
        .isPresent();
  }

  /** An address and the length of a prefix of it. */
  public static boolean isCidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !PREFIX_LENGTH.matcher(text.substring(slash + 1)).matches()) {
      return false;
    }
    int length = Integer.parseInt(text.substring(slash + 1));
    return parseIp(text.substring(0, slash))
        .filter(address -> length <= address.getAddress().length * Byte.SIZE)
        .isPresent();
  }

  /**
   * A URL or the beginning of one: scheme, user, port and path may be missing. A lone word without
   * a dot is none, for it could be a path as well.
   */
  public static boolean isUrl(String text) {
    Matcher matcher = URL.matcher(text);
    if (text.length() < MIN_URL || text.length() > MAX_URL || !matcher.matches()) {
      return false;
    }
    String literal = matcher.group("literal");
    boolean isLoneWord = !text.contains(":") && !text.split("[?#]", 2)[0].contains(".");
    return (literal == null || isIpV6(literal)) && !isLoneWord;
  }

  /** What a request line may hold (RFC 9112): an absolute path, or an absolute URI. */
  public static Optional<URI> parseRequestUri(String text) {
    try {
      URI uri = new URI(text);
      return text.startsWith("/") || uri.isAbsolute() ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Whether the port stands in the URI, rather than being implied by its scheme. */
  public static boolean namesPort(URI uri) {
    return findPort(uri).isPresent();
  }

  /** The digits of the port that stands in the URI. */
  public static Optional<String> findPort(URI uri) {
    // Not getPort(): it says nothing about hosts with underscores.
    String authority = uri.getRawAuthority();
    Matcher matcher = AUTHORITY_PORT.matcher(authority == null ? "" : authority);
    return matcher.matches() ? Optional.of(matcher.group("port")) : Optional.empty();
  }
}
