package io.kuma.resource.validate;

import io.kuma.model.Violations.Path;
import java.net.InetAddress;
import java.util.Optional;

/** What the address of a proxy may be, and where it would be in the way of Envoy's admin port. */
public final class ProxyAddresses {
  private static final String LOOPBACK = "127.0.0.1";

  private ProxyAddresses() {}

  /** Reports an address at which nobody can reach the proxy. */
  public static void check(Path path, String address) {
    if (address.isEmpty()) {
      path.add("address can't be empty");
      return;
    }
    if (address.equals("0.0.0.0") || address.equals("::")) {
      path.add("must not be 0.0.0.0 or ::");
    }
    if (!Addresses.isIp(address) && !Addresses.isDnsName(address)) {
      path.add("address has to be valid IP address or domain name");
    }
  }

  /**
   * Whether who listens at {@code address} listens on the loopback interface, where Envoy has its
   * admin port.
   */
  public static boolean includesLoopback(String address) {
    Optional<InetAddress> ip = Addresses.parseIp(address);
    return ip.isPresent()
        && (ip.get().isAnyLocalAddress() || ip.get().getHostAddress().equals(LOOPBACK));
  }
}
