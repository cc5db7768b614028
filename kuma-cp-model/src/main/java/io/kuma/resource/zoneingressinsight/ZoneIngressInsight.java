package io.kuma.resource.zoneingressinsight;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription;
import io.kuma.resource.dataplaneinsight.ProxyInsight;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was observed of a ZoneIngress, under the same name (contract sections 3.1, 4.7). */
@Doc("What a control plane observed of a zone ingress.")
@Kind(
    scope = Scope.GLOBAL,
    path = "zone-ingress-insights",
    shape = Shape.FLAT,
    sync = Sync.ZONE_TO_GLOBAL,
    readOnly = true)
public record ZoneIngressInsight(
    @Doc("The proxy's connections, oldest first.") List<DiscoverySubscription> subscriptions,
    @Doc("What the proxy said of itself when it connected.") @Nullable JsonNode metadata)
    implements Spec, ProxyInsight {

  public ZoneIngressInsight {
    subscriptions = List.copyOf(subscriptions);
  }

  /** An insight of a proxy that was never seen. */
  public static final ZoneIngressInsight EMPTY = new ZoneIngressInsight(List.of(), null);
}
