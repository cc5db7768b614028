package io.kuma.core.vip;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is found under a virtual address.
 *
 * @param address empty as long as it has none
 * @param ports where connections go, by port
 */
public record VirtualHost(String address, List<Port> ports) {
  public VirtualHost {
    ports = List.copyOf(ports);
  }

  /**
   * A port and where it leads.
   *
   * @param number 0 for the port that all services have
   * @param tags of the instances that it leads to
   * @param origin what asked for it, for people
   */
  public record Port(int number, SortedMap<String, String> tags, String origin) {
    public Port {
      tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    static Port of(int number, Map<String, String> tags, String origin) {
      return new Port(number, new TreeMap<>(tags), origin);
    }
  }

  /** Who is meant: entries of different kinds have addresses of their own. */
  public record Name(Kind kind, String name) implements Comparable<Name> {
    private static final Comparator<Name> ORDER =
        Comparator.comparing(Name::kind).thenComparing(Name::name);

    @Override
    public int compareTo(Name other) {
      return ORDER.compare(this, other);
    }
  }

  /** What a name is. */
  public enum Kind {
    /** The value of {@code kuma.io/service}, below the mesh's domain. */
    SERVICE("0"),
    /** The host of an ExternalService. */
    HOST("1"),
    /** A name that a VirtualOutbound makes. */
    FULL_NAME("2");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** What it begins with where it is kept. */
    String code() {
      return code;
    }
  }
}
