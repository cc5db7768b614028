package io.kuma.xds.ads;

import io.envoyproxy.envoy.config.core.v3.ControlPlane;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.kuma.xds.cache.ProxySnapshot;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.cache.XdsType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The incremental protocol: a response holds what differs, and every resource has its own version.
 */
final class DeltaSession implements AdsSession<DeltaDiscoveryRequest, DeltaDiscoveryResponse> {
  private final ControlPlane controlPlane;
  private final Duration backoff;
  private final Map<XdsType, DeltaSubscription> subscriptions = new EnumMap<>(XdsType.class);
  private final Map<String, DeltaSubscription> unknown = new LinkedHashMap<>();
  private final MakeBeforeBreak<VersionedResource> clusters = new MakeBeforeBreak<>();
  private long nonces;

  /**
   * @param instance identifies this control plane
   * @param backoff how long content that a proxy refused is kept from it
   */
  DeltaSession(String instance, Duration backoff) {
    this.controlPlane = ControlPlane.newBuilder().setIdentifier(instance).build();
    this.backoff = backoff;
  }

  @Override
  public Optional<Node> node(DeltaDiscoveryRequest request) {
    return request.hasNode() ? Optional.of(request.getNode()) : Optional.empty();
  }

  @Override
  public Reply receive(DeltaDiscoveryRequest request, Instant now) {
    XdsType type = XdsType.find(request.getTypeUrl()).orElse(null);
    DeltaSubscription known =
        type == null ? unknown.get(request.getTypeUrl()) : subscriptions.get(type);
    if (known != null) {
      return known.receive(request, now, backoff);
    }
    DeltaSubscription made = new DeltaSubscription(type, request);
    if (type == null) {
      unknown.put(request.getTypeUrl(), made);
    } else {
      subscriptions.put(type, made);
    }
    return new Reply.Request();
  }

  @Override
  public void due(ProxySnapshot snapshot, Instant now, Consumer<Sent<DeltaDiscoveryResponse>> due) {
    boolean clustersWait = false;
    for (Map.Entry<XdsType, DeltaSubscription> entry : subscriptions.entrySet()) {
      XdsType type = entry.getKey();
      DeltaSubscription subscription = entry.getValue();
      SortedMap<String, VersionedResource> wanted = wanted(snapshot, type, subscription);
      switch (type) {
        case CLUSTER -> {
          wanted = clusters.keep(wanted, routed(snapshot));
          clustersWait = !settle(type.url(), type, subscription, wanted, now, due);
        }
        case LISTENER, ROUTE -> {
          // They would name clusters that the proxy has not heard of.
          if (!clustersWait) {
            var unused = settle(type.url(), type, subscription, wanted, now, due);
          }
        }
        case ENDPOINT, SECRET, RUNTIME, EXTENSION_CONFIG -> {
          var unused = settle(type.url(), type, subscription, wanted, now, due);
        }
      }
    }
    unknown.forEach(
        (url, subscription) -> {
          var unused = settle(url, null, subscription, Collections.emptySortedMap(), now, due);
        });
  }

  @Override
  public Optional<Instant> nextRetry(Instant now) {
    return subscriptions.values().stream()
        .flatMap(subscription -> subscription.retryAt(now).stream())
        .min(Instant::compareTo);
  }

  private SortedMap<String, VersionedResource> wanted(
      ProxySnapshot snapshot, XdsType type, DeltaSubscription subscription) {
    DeltaSubscription sent = subscriptions.get(XdsType.CLUSTER);
    Desired desired =
        new Desired(snapshot, sent == null || sent.waitsForFirst() ? null : sent.sent());
    if (type == XdsType.SECRET && subscription.isOutstanding()) {
      return Collections.emptySortedMap();
    }
    if (!subscription.isWildcard()) {
      return desired.named(type, subscription.names(), subscription.held());
    }
    SortedMap<String, VersionedResource> all = new TreeMap<>(desired.all(type));
    all.putAll(desired.named(type, subscription.names(), subscription.held()));
    return all;
  }

  /** Whether the proxy sends traffic as the snapshot wants it. */
  private boolean routed(ProxySnapshot snapshot) {
    return Stream.of(XdsType.LISTENER, XdsType.ROUTE)
        .allMatch(
            type -> {
              DeltaSubscription subscription = subscriptions.get(type);
              return subscription == null
                  || subscription.uses(wanted(snapshot, type, subscription));
            });
  }

  /**
   * Sends what the proxy lacks, and tells it what is gone.
   *
   * @return false if it has to wait for the proxy's answer to the response before
   */
  private boolean settle(
      String url,
      @Nullable XdsType type,
      DeltaSubscription subscription,
      SortedMap<String, VersionedResource> wanted,
      Instant now,
      Consumer<Sent<DeltaDiscoveryResponse>> due) {
    if (subscription.isOutstanding()) {
      return subscription.wasSent(wanted);
    }
    SortedMap<String, VersionedResource> missing = subscription.missing(wanted, now);
    SortedSet<String> gone = subscription.gone(wanted.keySet(), now);
    boolean waits = subscription.isWildcard() && subscription.waitsForFirst();
    if (waits || !missing.isEmpty() || !gone.isEmpty()) {
      due.accept(send(url, type, subscription, missing, gone));
    }
    return true;
  }

  private Sent<DeltaDiscoveryResponse> send(
      String url,
      @Nullable XdsType type,
      DeltaSubscription subscription,
      SortedMap<String, VersionedResource> missing,
      SortedSet<String> gone) {
    String nonce = Long.toString(++nonces);
    DeltaDiscoveryResponse.Builder response =
        DeltaDiscoveryResponse.newBuilder()
            .setTypeUrl(url)
            .setNonce(nonce)
            .setControlPlane(controlPlane)
            .addAllRemovedResources(gone);
    missing
        .values()
        .forEach(
            resource ->
                response.addResources(
                    Resource.newBuilder()
                        .setName(resource.name())
                        .setVersion(resource.version())
                        .setResource(resource.body().get())));
    subscription.sent(nonce, missing.values(), gone);
    return new Sent<>(type, response.build());
  }
}
