package io.kuma.xds.ads;

import static java.util.Objects.requireNonNull;

import com.google.rpc.Status;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.kuma.xds.cache.ProxySnapshot;
import io.kuma.xds.cache.XdsType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An Envoy with a state-of-the-world stream, without the stream: one step at a time. */
final class SotwProxy {
  static final Duration BACKOFF = Duration.ofSeconds(5);

  private final Map<XdsType, String> versions = new EnumMap<>(XdsType.class);
  private final Map<XdsType, List<String>> names = new EnumMap<>(XdsType.class);
  private final Map<XdsType, DiscoveryResponse> newest = new EnumMap<>(XdsType.class);
  private SotwSession session = new SotwSession("cp-1", BACKOFF);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /**
   * The control plane knows nothing of this proxy any more; the proxy asks again for all it has.
   */
  void reconnect() {
    session = new SotwSession("cp-2", BACKOFF);
    newest.clear();
    names.keySet().forEach(this::ask);
  }

  void later(Duration time) {
    now = now.plus(time);
  }

  void ask(XdsType type, String... resources) {
    names(type, resources);
    ask(type);
  }

  /** What it will ask for with its next message. */
  void names(XdsType type, String... resources) {
    names.put(type, List.of(resources));
  }

  private void ask(XdsType type) {
    var unused = session.receive(request(type, nonce(type)).build(), now);
  }

  private String nonce(XdsType type) {
    DiscoveryResponse response = newest.get(type);
    return response == null ? "" : response.getNonce();
  }

  private DiscoveryRequest.Builder request(XdsType type, String nonce) {
    return DiscoveryRequest.newBuilder()
        .setTypeUrl(type.url())
        .setVersionInfo(versions.getOrDefault(type, ""))
        .addAllResourceNames(names.getOrDefault(type, List.of()))
        .setResponseNonce(nonce);
  }

  Reply receive(DiscoveryRequest request) {
    return session.receive(request, now);
  }

  /** What is due, in a form that is easy to compare: the type, then the resources. */
  List<String> due(Snapshots snapshot) {
    List<String> texts = new ArrayList<>();
    responses(snapshot.build()).forEach(response -> texts.add(text(response)));
    return texts;
  }

  List<DiscoveryResponse> responses(ProxySnapshot snapshot) {
    List<DiscoveryResponse> due = new ArrayList<>();
    session.due(snapshot, now, sent -> due.add(sent.response()));
    for (DiscoveryResponse response : due) {
      XdsType.find(response.getTypeUrl()).ifPresent(type -> newest.put(type, response));
    }
    return due;
  }

  private static String text(DiscoveryResponse response) {
    String type =
        XdsType.find(response.getTypeUrl()).map(XdsType::name).orElse(response.getTypeUrl());
    return type + " " + response.getResourcesList().stream().map(Snapshots::text).toList();
  }

  Reply ack(XdsType type) {
    DiscoveryResponse response = requireNonNull(newest.get(type));
    versions.put(type, response.getVersionInfo());
    return session.receive(request(type, response.getNonce()).build(), now);
  }

  Reply nack(XdsType type, String reason) {
    return session.receive(
        request(type, nonce(type)).setErrorDetail(Status.newBuilder().setMessage(reason)).build(),
        now);
  }

  boolean retriesAt(Duration fromNow) {
    return session.nextRetry(now).filter(now.plus(fromNow)::equals).isPresent();
  }

  boolean retries() {
    return session.nextRetry(now).isPresent();
  }

  String version(XdsType type) {
    return versions.getOrDefault(type, "");
  }

  /** Asks for everything and takes it, until nothing more comes. */
  void settle(Snapshots snapshot) {
    List<DiscoveryResponse> responses = responses(snapshot.build());
    while (!responses.isEmpty()) {
      responses.forEach(
          response -> {
            var unused = ack(XdsType.find(response.getTypeUrl()).orElseThrow());
          });
      responses = responses(snapshot.build());
    }
  }
}
