package io.kuma.core.service;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pool of IPv4 addresses that are given out to destinations (contract 3.5, "VIP pools"). What has
 * an address keeps it, or every proxy would have to learn another one.
 */
public final class VirtualAddresses {
  private static final Pattern CIDR =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
  private static final int BITS = 32;

  private final long first;
  private final long last;

  /**
   * A pool of all addresses of a network but its first and last, which are not for hosts.
   *
   * @param cidr such as {@code 241.0.0.0/8}
   * @throws IllegalArgumentException if it is none, or has no room for a host
   */
  public VirtualAddresses(String cidr) {
    Matcher parts = CIDR.matcher(cidr);
    if (!parts.matches()) {
      throw new IllegalArgumentException(cidr + " is no IPv4 network");
    }
    int prefix = Integer.parseInt(parts.group(5));
    long address = parse(parts);
    if (address < 0) {
      throw new IllegalArgumentException(cidr + " is no IPv4 network");
    }
    if (prefix > BITS - 2) {
      throw new IllegalArgumentException(cidr + " has no room for a host");
    }
    long size = 1L << (BITS - prefix);
    long network = address / size * size;
    this.first = network + 1;
    this.last = network + size - 2;
  }

  /**
   * Gives an address to everybody who has none of this pool. Two who have the same cannot both keep
   * it: the first does.
   *
   * @param current what each has; the order decides who is served first
   * @return what each has now, in the same order
   * @throws IllegalStateException if there are not enough
   */
  public <K> Map<K, String> assign(Map<K, Optional<String>> current) {
    Map<Long, K> owners = new HashMap<>();
    current.forEach(
        (owner, has) -> has.flatMap(this::find).ifPresent(ip -> owners.putIfAbsent(ip, owner)));
    Map<K, String> assigned = new LinkedHashMap<>();
    long next = first;
    for (Map.Entry<K, Optional<String>> entry : current.entrySet()) {
      Optional<Long> kept =
          entry.getValue().flatMap(this::find).filter(ip -> entry.getKey().equals(owners.get(ip)));
      if (kept.isPresent()) {
        assigned.put(entry.getKey(), text(kept.get()));
        continue;
      }
      while (owners.containsKey(next)) {
        next++;
      }
      if (next > last) {
        throw new IllegalStateException("all " + owners.size() + " virtual addresses are taken");
      }
      owners.put(next, entry.getKey());
      assigned.put(entry.getKey(), text(next));
    }
    return assigned;
  }

  /** The address as a number; empty if it is not of this pool. */
  private Optional<Long> find(String ip) {
    Matcher parts = CIDR.matcher(ip + "/32");
    return parts.matches()
        ? Optional.of(parse(parts)).filter(number -> number >= first && number <= last)
        : Optional.empty();
  }

  /** Below zero if it is none. */
  private static long parse(Matcher parts) {
    long number = 0;
    for (int i = 1; i <= 4; i++) {
      int octet = Integer.parseInt(parts.group(i));
      if (octet > 255) {
        return -1;
      }
      number = number << 8 | octet;
    }
    return number;
  }

  private static String text(long number) {
    return (number >>> 24 & 255)
        + "."
        + (number >>> 16 & 255)
        + "."
        + (number >>> 8 & 255)
        + "."
        + (number & 255);
  }
}
