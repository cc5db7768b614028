package io.kuma.xds.envoy;

import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.Pipe;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;

/** Where Envoy listens or connects to. */
public final class Addresses {
  private Addresses() {}

  /** All addresses of the host. */
  public static String any(boolean ipv6) {
    return ipv6 ? "::" : "0.0.0.0";
  }

  /** Redirection leaves connections alone that start from here, so that they do not come back. */
  public static String unredirected(boolean ipv6) {
    return ipv6 ? "::6" : "127.0.0.6";
  }

  public static boolean isIpv6(String address) {
    return address.indexOf(':') >= 0;
  }

  public static Address tcp(String host, int port) {
    return Address.newBuilder().setSocketAddress(socket(host, port)).build();
  }

  public static Address udp(String host, int port) {
    return Address.newBuilder()
        .setSocketAddress(
            socket(host, port).toBuilder().setProtocol(SocketAddress.Protocol.UDP).build())
        .build();
  }

  /** A Unix socket. */
  public static Address pipe(String path) {
    return Address.newBuilder().setPipe(Pipe.newBuilder().setPath(path)).build();
  }

  public static SocketAddress socket(String host, int port) {
    return SocketAddress.newBuilder().setAddress(host).setPortValue(port).build();
  }
}
