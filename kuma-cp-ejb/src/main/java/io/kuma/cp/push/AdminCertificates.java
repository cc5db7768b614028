package io.kuma.cp.push;

import io.kuma.core.ca.AdminAuthority;
import io.kuma.core.proxy.AdminTls;
import io.kuma.model.ResourceKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What admin listeners prove themselves with, made once for each Dataplane and address: it costs a
 * signature, and would cost it again for every proxy that reconnects.
 */
final class AdminCertificates {
  private final AdminAuthority authority;
  private final Map<ResourceKey, Made> made = new ConcurrentHashMap<>();

  private record Made(String address, AdminTls tls) {}

  AdminCertificates(AdminAuthority authority) {
    this.authority = authority;
  }

  AdminTls of(ResourceKey dataplane, String address) {
    Made known = made.get(dataplane);
    if (known == null || !known.address().equals(address)) {
      // Outside of the map's locks: another proxy would wait for the signature.
      known = new Made(address, authority.forProxy(dataplane.mesh(), dataplane.name(), address));
      made.put(dataplane, known);
    }
    return known.tls();
  }

  /** The Dataplane is gone. */
  void forget(ResourceKey dataplane) {
    made.remove(dataplane);
  }
}
