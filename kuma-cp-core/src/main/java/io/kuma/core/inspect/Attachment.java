package io.kuma.core.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;

/**
 * A part of a proxy that policies hold for.
 *
 * @param name addresses and ports, or the service; empty for the whole proxy
 * @param service empty for the whole proxy
 */
record Attachment(Kind kind, String name, String service) implements Comparable<Attachment> {
  private static final Comparator<Attachment> ORDER =
      Comparator.comparing(Attachment::kind)
          .thenComparing(Attachment::name)
          .thenComparing(Attachment::service);

  static final Attachment PROXY = new Attachment(Kind.dataplane, "", "");

  /** The contract's words. */
  enum Kind {
    dataplane,
    inbound,
    outbound,
    service
  }

  static Attachment ofService(String service) {
    return new Attachment(Kind.service, service, service);
  }

  @Override
  public int compareTo(Attachment other) {
    return ORDER.compare(this, other);
  }

  ObjectNode toTree() {
    ObjectNode tree = Trees.object().put("type", kind.name());
    if (kind != Kind.dataplane) {
      tree.put("name", name).put("service", service);
    }
    return tree;
  }
}
