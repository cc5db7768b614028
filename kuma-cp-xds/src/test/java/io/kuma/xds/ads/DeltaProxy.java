package io.kuma.xds.ads;

import static java.util.Objects.requireNonNull;

import com.google.rpc.Status;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.kuma.xds.cache.XdsType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** An Envoy with an incremental stream, without the stream: one step at a time. */
final class DeltaProxy {
  static final Duration BACKOFF = Duration.ofSeconds(5);

  private final Map<XdsType, Map<String, String>> held = new EnumMap<>(XdsType.class);
  private final Map<XdsType, TreeSet<String>> names = new EnumMap<>(XdsType.class);
  private final Map<XdsType, DeltaDiscoveryResponse> newest = new EnumMap<>(XdsType.class);
  private DeltaSession session = new DeltaSession("cp-1", BACKOFF);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** The control plane knows nothing of this proxy any more; the proxy presents what it has. */
  void reconnect() {
    session = new DeltaSession("cp-2", BACKOFF);
    newest.clear();
    names.forEach(
        (type, asked) -> {
          var unused =
              session.receive(
                  request(type)
                      .addAllResourceNamesSubscribe(asked)
                      .putAllInitialResourceVersions(held.getOrDefault(type, Map.of()))
                      .build(),
                  now);
        });
  }

  void later(Duration time) {
    now = now.plus(time);
  }

  void ask(XdsType type, String... more) {
    names.computeIfAbsent(type, t -> new TreeSet<>()).addAll(List.of(more));
    var unused =
        session.receive(request(type).addAllResourceNamesSubscribe(List.of(more)).build(), now);
  }

  void stopAsking(XdsType type, String... fewer) {
    names.computeIfAbsent(type, t -> new TreeSet<>()).removeAll(List.of(fewer));
    held.getOrDefault(type, new TreeMap<>()).keySet().removeAll(List.of(fewer));
    var unused =
        session.receive(request(type).addAllResourceNamesUnsubscribe(List.of(fewer)).build(), now);
  }

  static DeltaDiscoveryRequest.Builder request(XdsType type) {
    return DeltaDiscoveryRequest.newBuilder().setTypeUrl(type.url());
  }

  Reply receive(DeltaDiscoveryRequest request) {
    return session.receive(request, now);
  }

  /** What is due, in a form that is easy to compare: the type, what is there, what is gone. */
  List<String> due(Snapshots snapshot) {
    List<String> texts = new ArrayList<>();
    session.due(
        snapshot.build(),
        now,
        sent -> {
          DeltaDiscoveryResponse response = sent.response();
          XdsType.find(response.getTypeUrl()).ifPresent(type -> newest.put(type, response));
          texts.add(text(response));
        });
    return texts;
  }

  private static String text(DeltaDiscoveryResponse response) {
    String type =
        XdsType.find(response.getTypeUrl()).map(XdsType::name).orElse(response.getTypeUrl());
    List<String> changed =
        response.getResourcesList().stream()
            .map(resource -> Snapshots.text(resource.getResource()))
            .toList();
    return response.getRemovedResourcesCount() == 0
        ? type + " " + changed
        : type + " " + changed + " - " + response.getRemovedResourcesList();
  }

  Reply ack(XdsType type) {
    DeltaDiscoveryResponse response = requireNonNull(newest.get(type));
    Map<String, String> has = held.computeIfAbsent(type, t -> new TreeMap<>());
    for (Resource resource : response.getResourcesList()) {
      has.put(resource.getName(), resource.getVersion());
    }
    has.keySet().removeAll(response.getRemovedResourcesList());
    return session.receive(request(type).setResponseNonce(response.getNonce()).build(), now);
  }

  Reply nack(XdsType type, String reason) {
    return session.receive(
        request(type)
            .setResponseNonce(requireNonNull(newest.get(type)).getNonce())
            .setErrorDetail(Status.newBuilder().setMessage(reason))
            .build(),
        now);
  }

  boolean retriesAt(Duration fromNow) {
    return session.nextRetry(now).filter(now.plus(fromNow)::equals).isPresent();
  }

  /** Takes everything, until nothing more comes. */
  void settle(Snapshots snapshot) {
    while (!due(snapshot).isEmpty()) {
      newest
          .keySet()
          .forEach(
              type -> {
                var unused = ack(type);
              });
    }
  }
}
