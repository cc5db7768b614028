package io.kuma.xds.bootstrap;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names and addresses for which the control plane's certificate holds: a proxy that uses
 * another one could never connect.
 */
record ServerNames(List<String> addresses, List<String> hosts) {
  private static final int DNS = 2;
  private static final int IP = 7;

  ServerNames {
    addresses = List.copyOf(addresses);
    hosts = List.copyOf(hosts);
  }

  static ServerNames of(X509Certificate certificate) {
    List<String> addresses = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names != null) {
        for (List<?> name : names) {
          if (name.get(0) instanceof Integer kind && name.get(1) instanceof String text) {
            switch (kind) {
              case DNS -> hosts.add(text);
              case IP -> addresses.add(text);
              default -> {}
            }
          }
        }
      }
    } catch (CertificateParsingException e) {
      throw new IllegalArgumentException("the certificate of the server cannot be read", e);
    }
    return new ServerNames(addresses, hosts);
  }

  boolean cover(String host) {
    String canonical = IpText.canonical(host);
    if (!canonical.isEmpty()) {
      return addresses.stream().map(IpText::canonical).anyMatch(canonical::equals);
    }
    String name = host.toLowerCase(Locale.ROOT);
    return hosts.stream().anyMatch(pattern -> matches(pattern.toLowerCase(Locale.ROOT), name));
  }

  /** A wildcard stands for one label, the first (RFC 6125, 6.4.3). */
  private static boolean matches(String pattern, String name) {
    if (!pattern.startsWith("*.")) {
      return pattern.equals(name);
    }
    int dot = name.indexOf('.');
    return dot > 0 && pattern.substring(1).equals(name.substring(dot));
  }

  /** For people: {@code ["127.0.0.1" "localhost"]}. */
  @Override
  public String toString() {
    return Stream.concat(addresses.stream(), hosts.stream())
        .map(name -> '"' + name + '"')
        .collect(Collectors.joining(" ", "[", "]"));
  }
}
