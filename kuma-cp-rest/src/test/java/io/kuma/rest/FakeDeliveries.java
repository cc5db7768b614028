package io.kuma.rest;

import io.kuma.core.delivery.Deliveries;
import io.kuma.core.delivery.Delivery;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Proxies of which a test says how far their configuration has come. */
final class FakeDeliveries implements Deliveries {
  final Map<String, Delivery> byName = new TreeMap<>();
  boolean upToDate = true;

  @Override
  public Optional<Delivery> find(ResourceKey dataplane) {
    return Optional.ofNullable(byName.get(dataplane.name()));
  }

  @Override
  public boolean know(Resource<?> resource) {
    return upToDate;
  }
}
