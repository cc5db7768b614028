package io.kuma.cp.feature;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.stub.StreamObserver;
import io.kuma.xds.cache.XdsType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A proxy with an incremental stream. Remembers what it holds, so that another stream can go on
 * with it.
 */
final class DeltaClient implements StreamObserver<DeltaDiscoveryResponse> {
  private static final long PATIENCE_SECONDS = 10;

  private final BlockingQueue<DeltaDiscoveryResponse> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
  private final Map<XdsType, SortedMap<String, String>> held = new EnumMap<>(XdsType.class);
  private final Node node;
  private final StreamObserver<DeltaDiscoveryRequest> requests;
  private boolean introduced;

  DeltaClient(Connection connection, Node node, String token) {
    this.node = node;
    requests = connection.service(token).deltaAggregatedResources(this);
  }

  DeltaClient(Connection connection, Node node, String token, DeltaClient before) {
    this(connection, node, token);
    before.held.forEach((type, versions) -> held.put(type, new TreeMap<>(versions)));
  }

  /** Asks for a type, and presents what it holds of it; no names means all. */
  DeltaClient subscribe(XdsType type, String... names) {
    send(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(type.url())
            .addAllResourceNamesSubscribe(List.of(names))
            .putAllInitialResourceVersions(held.getOrDefault(type, new TreeMap<>())));
    return this;
  }

  /** The next response, which must be of this type; it is acknowledged. */
  DeltaDiscoveryResponse next(XdsType type) {
    try {
      DeltaDiscoveryResponse response = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (response == null || !response.getTypeUrl().equals(type.url())) {
        throw new AssertionError("expected " + type + ", got " + response + " " + errors);
      }
      SortedMap<String, String> versions = held.computeIfAbsent(type, t -> new TreeMap<>());
      response.getResourcesList().forEach(r -> versions.put(r.getName(), r.getVersion()));
      versions.keySet().removeAll(response.getRemovedResourcesList());
      send(
          DeltaDiscoveryRequest.newBuilder()
              .setTypeUrl(type.url())
              .setResponseNonce(response.getNonce()));
      return response;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  List<String> nextNames(XdsType type) {
    return next(type).getResourcesList().stream().map(Resource::getName).toList();
  }

  /** Whether nothing has come. Ask after something that would have come later. */
  boolean isQuiet() {
    return received.isEmpty();
  }

  private void send(DeltaDiscoveryRequest.Builder request) {
    if (!introduced) {
      request.setNode(node);
      introduced = true;
    }
    requests.onNext(request.build());
  }

  void close() {
    requests.onCompleted();
  }

  @Override
  public void onNext(DeltaDiscoveryResponse response) {
    received.add(response);
  }

  @Override
  public void onError(Throwable thrown) {
    errors.add(thrown);
  }

  @Override
  public void onCompleted() {
    errors.add(new IllegalStateException("completed"));
  }
}
