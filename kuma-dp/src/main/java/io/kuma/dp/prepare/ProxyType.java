package io.kuma.dp.prepare;

import io.kuma.dp.Failure;
import java.util.Locale;

/** What the proxy is in the mesh, and which resource describes it (contract 4.1). */
enum ProxyType {
  DATAPLANE("Dataplane"),
  INGRESS("ZoneIngress"),
  EGRESS("ZoneEgress");

  private final String resourceType;

  ProxyType(String resourceType) {
    this.resourceType = resourceType;
  }

  static ProxyType of(String text) {
    for (ProxyType type : values()) {
      if (type.text().equals(text)) {
        return type;
      }
    }
    throw new Failure("--proxy-type must be dataplane, ingress or egress, not \"" + text + "\"");
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  String resourceType() {
    return resourceType;
  }

  /** Zone proxies belong to a zone, not to a mesh. */
  boolean inMesh() {
    return this == DATAPLANE;
  }
}
