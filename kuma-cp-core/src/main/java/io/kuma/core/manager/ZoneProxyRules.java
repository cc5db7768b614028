package io.kuma.core.manager;

import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A label says what kind of proxy a ZoneIngress and a ZoneEgress is (contract 2.4). */
public record ZoneProxyRules<S extends Spec>(ResourceType<S> type) implements ResourceRules<S> {

  /** For both kinds of proxies. */
  public static final List<ZoneProxyRules<?>> ALL =
      List.of(
          new ZoneProxyRules<>(CoreTypes.ZONE_EGRESS),
          new ZoneProxyRules<>(CoreTypes.ZONE_INGRESS));

  @Override
  public Map<String, String> labels(Resource<S> proxy) {
    return Map.of(Labels.PROXY_TYPE, type.name().toLowerCase(Locale.ROOT));
  }
}
