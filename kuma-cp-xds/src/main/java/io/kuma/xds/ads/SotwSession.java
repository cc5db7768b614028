package io.kuma.xds.ads;

import io.envoyproxy.envoy.config.core.v3.ControlPlane;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.kuma.xds.cache.ProxySnapshot;
import io.kuma.xds.cache.VersionFold;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The state-of-the-world protocol: a response holds all of a type, under one version. */
final class SotwSession implements AdsSession<DiscoveryRequest, DiscoveryResponse> {
  private final ControlPlane controlPlane;
  private final Duration backoff;
  private final Map<XdsType, SotwSubscription> subscriptions = new EnumMap<>(XdsType.class);
  private final Map<String, SotwSubscription> unknown = new LinkedHashMap<>();
  private final MakeBeforeBreak<VersionedResource> clusters = new MakeBeforeBreak<>();
  private final Map<XdsType, Wanted> newest = new EnumMap<>(XdsType.class);
  private long nonces;

  /**
   * @param instance identifies this control plane
   * @param backoff how long content that a proxy refused is kept from it
   */
  SotwSession(String instance, Duration backoff) {
    this.controlPlane = ControlPlane.newBuilder().setIdentifier(instance).build();
    this.backoff = backoff;
  }

  @Override
  public Optional<Node> node(DiscoveryRequest request) {
    return request.hasNode() ? Optional.of(request.getNode()) : Optional.empty();
  }

  @Override
  public Reply receive(DiscoveryRequest request, Instant now) {
    XdsType type = XdsType.find(request.getTypeUrl()).orElse(null);
    SotwSubscription known =
        type == null ? unknown.get(request.getTypeUrl()) : subscriptions.get(type);
    if (known != null) {
      return known.receive(request, now, backoff);
    }
    SotwSubscription made = new SotwSubscription(type, request);
    if (type == null) {
      unknown.put(request.getTypeUrl(), made);
    } else {
      subscriptions.put(type, made);
    }
    return new Reply.Request();
  }

  @Override
  public void due(ProxySnapshot snapshot, Instant now, Consumer<Sent<DiscoveryResponse>> due) {
    boolean clustersWait = false;
    for (Map.Entry<XdsType, SotwSubscription> entry : subscriptions.entrySet()) {
      XdsType type = entry.getKey();
      SotwSubscription subscription = entry.getValue();
      switch (type) {
        case CLUSTER -> {
          Wanted wanted = wanted(snapshot, type, subscription);
          var kept = clusters.keep(wanted.content(), routed(snapshot));
          clustersWait = !settle(type, subscription, wanted.with(type, kept), now, due);
        }
        case LISTENER, ROUTE -> {
          // They would name clusters that the proxy has not heard of.
          if (!clustersWait) {
            var unused = settle(type, subscription, wanted(snapshot, type, subscription), now, due);
          }
        }
        case SECRET -> settleSecrets(subscription, snapshot, now, due);
        case ENDPOINT, RUNTIME, EXTENSION_CONFIG -> {
          var unused = settle(type, subscription, wanted(snapshot, type, subscription), now, due);
        }
      }
    }
    unknown.forEach((url, subscription) -> answerUnknown(url, subscription, due));
  }

  @Override
  public Optional<Instant> nextRetry(Instant now) {
    return subscriptions.values().stream()
        .flatMap(subscription -> subscription.retryAt().stream())
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }

  /** What the proxy should have of a type; worked out once for each snapshot and subscription. */
  private Wanted wanted(ProxySnapshot snapshot, XdsType type, SotwSubscription subscription) {
    SotwSubscription sent = subscriptions.get(XdsType.CLUSTER);
    @Nullable SortedMap<String, String> sentClusters = sent == null ? null : sent.sent();
    Wanted known = newest.get(type);
    if (known == null
        || !known.isMadeFrom(snapshot.resources(), sentClusters, subscription.revision())) {
      Desired desired = new Desired(snapshot, sentClusters);
      SortedMap<String, VersionedResource> content =
          type.isWildcard()
              ? subscription.select(desired.all(type))
              : desired.named(type, subscription.names(), subscription.held());
      known =
          new Wanted(
              content,
              VersionFold.of(type, content),
              snapshot.resources(),
              sentClusters,
              subscription.revision());
      newest.put(type, known);
    }
    return known;
  }

  /**
   * What the proxy should have of a type, and what that was made from.
   *
   * @param revision of the subscription
   */
  private record Wanted(
      SortedMap<String, VersionedResource> content,
      String version,
      XdsResources resources,
      @Nullable SortedMap<String, String> sentClusters,
      int revision) {

    @SuppressWarnings("ReferenceEquality") // Comparing contents would cost what this saves.
    boolean isMadeFrom(
        XdsResources otherResources,
        @Nullable SortedMap<String, String> otherClusters,
        int otherRevision) {
      return resources == otherResources
          && sentClusters == otherClusters
          && revision == otherRevision;
    }

    @SuppressWarnings("ReferenceEquality") // The very same, nearly always.
    Wanted with(XdsType type, SortedMap<String, VersionedResource> other) {
      return other == content
          ? this
          : new Wanted(other, VersionFold.of(type, other), resources, sentClusters, revision);
    }
  }

  /** Whether the proxy sends traffic as the snapshot wants it. */
  private boolean routed(ProxySnapshot snapshot) {
    return Stream.of(XdsType.LISTENER, XdsType.ROUTE)
        .allMatch(
            type -> {
              SotwSubscription subscription = subscriptions.get(type);
              return subscription == null
                  || subscription.uses(wanted(snapshot, type, subscription).version());
            });
  }

  /**
   * Sends what is wanted unless the proxy has it, or must not get it now.
   *
   * @return false if it has to wait for the proxy's answer to the response before
   */
  private boolean settle(
      XdsType type,
      SotwSubscription subscription,
      Wanted wanted,
      Instant now,
      Consumer<Sent<DiscoveryResponse>> due) {
    String version = wanted.version();
    SortedMap<String, VersionedResource> content = wanted.content();
    if (subscription.wasSent(version)) {
      subscription.found(content);
      return true;
    }
    if (subscription.isOutstanding()) {
      return false;
    }
    // Where names are asked for, saying nothing about them means that there is nothing to say yet.
    boolean silent = content.isEmpty() && !type.isWildcard();
    if (!silent && !subscription.forbids(version, now)) {
      due.accept(send(type, type.url(), subscription, version, content, content));
    }
    return true;
  }

  /**
   * Of secrets only those are sent that the proxy does not hold: the others need not even exist.
   */
  private void settleSecrets(
      SotwSubscription subscription,
      ProxySnapshot snapshot,
      Instant now,
      Consumer<Sent<DiscoveryResponse>> due) {
    if (subscription.isOutstanding()) {
      return;
    }
    SortedMap<String, VersionedResource> wanted =
        new Desired(snapshot, null)
            .named(XdsType.SECRET, subscription.names(), subscription.held());
    SortedMap<String, VersionedResource> missing = new TreeMap<>(wanted);
    missing.values().removeIf(r -> r.version().equals(subscription.held().get(r.name())));
    String version = VersionFold.of(XdsType.SECRET, wanted);
    if (!missing.isEmpty() && !subscription.forbids(version, now)) {
      due.accept(
          send(XdsType.SECRET, XdsType.SECRET.url(), subscription, version, wanted, missing));
    }
  }

  /** A type that this control plane does not know: there are none, and the proxy need not wait. */
  private void answerUnknown(
      String url, SotwSubscription subscription, Consumer<Sent<DiscoveryResponse>> due) {
    if (subscription.sent() == null) {
      SortedMap<String, VersionedResource> none = Collections.emptySortedMap();
      due.accept(send(null, url, subscription, "none", none, none));
    }
  }

  private Sent<DiscoveryResponse> send(
      @Nullable XdsType type,
      String url,
      SotwSubscription subscription,
      String version,
      SortedMap<String, VersionedResource> content,
      SortedMap<String, VersionedResource> bodies) {
    String nonce = Long.toString(++nonces);
    DiscoveryResponse.Builder response =
        DiscoveryResponse.newBuilder()
            .setTypeUrl(url)
            .setVersionInfo(version)
            .setNonce(nonce)
            .setControlPlane(controlPlane);
    bodies.values().forEach(resource -> response.addResources(resource.body().get()));
    subscription.sent(version, nonce, content);
    return new Sent<>(type, response.build());
  }
}
