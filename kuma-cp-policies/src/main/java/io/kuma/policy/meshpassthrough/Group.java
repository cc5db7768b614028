package io.kuma.policy.meshpassthrough;

import io.kuma.policy.meshpassthrough.MeshPassthrough.Conf;
import io.kuma.policy.meshpassthrough.MeshPassthrough.Destination;
import io.kuma.policy.meshpassthrough.MeshPassthrough.MatchProtocol;
import io.kuma.resource.validate.Addresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Destinations that one filter chain takes.
 *
 * @param port 0 for all of them
 * @param value what the chain matches; empty for requests, which are told apart by their host
 * @param hosts of requests, each once
 */
record Group(MatchProtocol protocol, int port, Kind kind, String value, List<String> hosts) {
  private static final int ANY_PORT = 0;
  private static final char WILDCARD = '*';
  private static final int HIGHEST_BIT = 0x80;

  /** The longest domains first, for they are the narrowest. */
  private static final Comparator<String> BY_DOMAIN =
      Comparator.<String>comparingLong(domain -> -domain.chars().filter(c -> c == '.').count())
          .thenComparing(Comparator.naturalOrder());

  private static final Comparator<Group> ORDER =
      Comparator.<Group>comparingInt(group -> rank(group.protocol()))
          .thenComparing(Group::kind, Comparator.reverseOrder())
          .thenComparing(Group::port, Comparator.reverseOrder())
          .thenComparingInt(group -> -group.prefixLength())
          .thenComparing(Group::value, BY_DOMAIN)
          .thenComparing(Group::protocol);

  /** How a chain knows its destinations; the narrowest last. */
  enum Kind {
    WILDCARD,
    DOMAIN,
    CIDR_IPV4,
    CIDR_IPV6,
    IPV4,
    IPV6;

    boolean isDomain() {
      return this == WILDCARD || this == DOMAIN;
    }

    /** Whether connections by this family can be for it. */
    boolean concerns(boolean ipv6) {
      return switch (this) {
        case WILDCARD, DOMAIN -> true;
        case CIDR_IPV4, IPV4 -> !ipv6;
        case CIDR_IPV6, IPV6 -> ipv6;
      };
    }
  }

  /** What requests have in common that one chain takes. */
  private record Requests(MatchProtocol protocol, int port) {}

  Group {
    hosts = List.copyOf(hosts);
  }

  private static int rank(MatchProtocol protocol) {
    return switch (protocol) {
      case tls -> 0;
      case tcp, mysql -> 1;
      case http, http2, grpc -> 2;
    };
  }

  /** In the order in which they are written; Envoy takes the narrowest anyway. */
  static List<Group> allOf(Conf conf) {
    Set<Group> groups = new LinkedHashSet<>();
    Map<Requests, Set<String>> hosts = new LinkedHashMap<>();
    for (Destination match :
        conf.appendMatch() == null ? List.<Destination>of() : conf.appendMatch()) {
      MatchProtocol protocol = match.effectiveProtocol();
      int port = match.port() == null ? ANY_PORT : match.port();
      Kind kind = kind(match);
      if (protocol.isHttp() && kind.isDomain()) {
        hosts
            .computeIfAbsent(new Requests(protocol, port), none -> new LinkedHashSet<>())
            .add(match.value().toLowerCase(Locale.ROOT));
      } else {
        groups.add(new Group(protocol, port, kind, match.value(), List.of()));
      }
    }
    hosts.forEach(
        (requests, names) ->
            groups.add(
                new Group(
                    requests.protocol(),
                    requests.port(),
                    Kind.DOMAIN,
                    "",
                    names.stream().sorted(Group::compareHosts).toList())));
    List<Group> sorted = new ArrayList<>(groups);
    sorted.sort(ORDER);
    return List.copyOf(sorted);
  }

  private static int compareHosts(String a, String b) {
    boolean isWildcard = isWildcard(a);
    return isWildcard == isWildcard(b) ? BY_DOMAIN.compare(a, b) : isWildcard ? -1 : 1;
  }

  private static boolean isWildcard(String domain) {
    return domain.charAt(0) == WILDCARD;
  }

  private static Kind kind(Destination match) {
    boolean ipv6 = match.value().indexOf(':') >= 0;
    return switch (match.type()) {
      case Domain -> isWildcard(match.value()) ? Kind.WILDCARD : Kind.DOMAIN;
      case CIDR -> ipv6 ? Kind.CIDR_IPV6 : Kind.CIDR_IPV4;
      case IP -> ipv6 ? Kind.IPV6 : Kind.IPV4;
    };
  }

  boolean isForAnyPort() {
    return port == ANY_PORT;
  }

  /** The leading bits of an address that count; none for a domain. */
  int prefixLength() {
    return switch (kind) {
      case WILDCARD, DOMAIN -> 0;
      case CIDR_IPV4, CIDR_IPV6 -> Integer.parseInt(value.substring(value.indexOf('/') + 1));
      case IPV4 -> Integer.SIZE;
      case IPV6 -> 4 * Integer.SIZE;
    };
  }

  /** The address without the bits that do not count; Envoy compares chains without them. */
  String networkAddress() {
    String address = value.split("/", 2)[0];
    byte[] bytes = Addresses.parseIp(address).map(InetAddress::getAddress).orElse(new byte[0]);
    byte[] masked = bytes.clone();
    for (int bit = prefixLength(); bit < masked.length * Byte.SIZE; bit++) {
      masked[bit / Byte.SIZE] &= (byte) ~(HIGHEST_BIT >> (bit % Byte.SIZE));
    }
    try {
      return Arrays.equals(bytes, masked)
          ? address
          : InetAddress.getByAddress(masked).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four or sixteen bytes are an address", e);
    }
  }

  /** What the chain is called. */
  String chainName() {
    return hosts.isEmpty()
        ? clusterName(value)
        : "meshpassthrough_" + protocol + "_" + displayedPort();
  }

  /** What the cluster of one of its destinations is called. */
  String clusterName(String destination) {
    return "meshpassthrough_" + protocol + "_" + destination + "_" + displayedPort();
  }

  private String displayedPort() {
    return isForAnyPort() ? "*" : String.valueOf(port);
  }
}
