package io.kuma.core.proxy;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Virtual IPs are given out as IPv4. Each has a twin for workloads that ask for IPv6: the IPv4
 * address in the last 32 bits of {@code fd00:fd00::/96}.
 */
public final class VirtualAddress {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

  private VirtualAddress() {}

  /** The twin; empty for what is no IPv4 address. */
  public static Optional<String> toIpv6(String address) {
    if (!IPV4.matcher(address).matches()) {
      return Optional.empty();
    }
    int bits = 0;
    for (String octet : address.split("\\.", -1)) {
      bits = bits << 8 | (Integer.parseInt(octet) & 0xff);
    }
    return Optional.of(
        "fd00:fd00::"
            + Integer.toHexString(bits >>> 16)
            + ":"
            + Integer.toHexString(bits & 0xffff));
  }
}
