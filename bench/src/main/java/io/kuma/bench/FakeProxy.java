package io.kuma.bench;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Behaves towards the control plane like one Envoy: a state-of-the-world stream, the node on the
 * first message only, clusters and listeners first, endpoints of the clusters it got, an ACK for
 * every response. Keeps the versions it has acknowledged, so that after {@link #disconnect} it
 * presents them again.
 */
final class FakeProxy implements StreamObserver<DiscoveryResponse> {
  static final String CLUSTERS = "type.googleapis.com/envoy.config.cluster.v3.Cluster";
  static final String LISTENERS = "type.googleapis.com/envoy.config.listener.v3.Listener";
  static final String ENDPOINTS =
      "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment";

  private final String name;
  private final Node node;
  private final Traffic traffic;
  private final int outbounds;
  private final Map<String, String> versions = new HashMap<>();
  private final Map<String, List<String>> names = new HashMap<>();
  private @Nullable StreamObserver<DiscoveryRequest> requests;
  private boolean introduced;
  private boolean synced;

  /**
   * Makes a proxy that is not connected yet.
   *
   * @param outbounds how many of its clusters must have endpoints before it counts as synced
   */
  FakeProxy(String mesh, String name, String dataplaneJson, int outbounds, Traffic traffic) {
    this.name = name;
    this.outbounds = outbounds;
    this.traffic = traffic;
    Struct.Builder metadata = Struct.newBuilder();
    text(metadata, "dataplane.resource", dataplaneJson);
    text(metadata, "dataplane.proxyType", "dataplane");
    text(metadata, "dataplane.admin.port", "9901");
    text(metadata, "dataplane.readinessReporter.port", "9902");
    this.node =
        Node.newBuilder().setId(mesh + "." + name).setCluster(name).setMetadata(metadata).build();
  }

  synchronized void connect(ManagedChannel channel, String token) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), token);
    introduced = false;
    requests =
        AggregatedDiscoveryServiceGrpc.newStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .streamAggregatedResources(this);
    ask(CLUSTERS, "", List.of());
    if (names.containsKey(ENDPOINTS)) {
      ask(ENDPOINTS, "", names.getOrDefault(ENDPOINTS, List.of()));
    }
    ask(LISTENERS, "", List.of());
  }

  synchronized void disconnect() {
    if (requests != null) {
      requests.onCompleted();
      requests = null;
    }
  }

  @Override
  public synchronized void onNext(DiscoveryResponse response) {
    long now = System.nanoTime();
    String type = response.getTypeUrl();
    traffic.received(name, type, response.getSerializedSize(), now);
    versions.put(type, response.getVersionInfo());
    ask(type, response.getNonce(), names.getOrDefault(type, List.of()));
    if (type.equals(CLUSTERS)) {
      subscribeToEndpoints(response);
    } else if (type.equals(ENDPOINTS)) {
      checkSynced(response, now);
    }
  }

  private void subscribeToEndpoints(DiscoveryResponse response) {
    Set<String> wanted = new LinkedHashSet<>();
    for (Any any : response.getResourcesList()) {
      Cluster cluster = unpack(any, Cluster.class);
      if (cluster.getType() == DiscoveryType.EDS) {
        wanted.add(cluster.getName());
      }
    }
    List<String> list = List.copyOf(wanted);
    if (!list.equals(names.get(ENDPOINTS))) {
      names.put(ENDPOINTS, list);
      ask(ENDPOINTS, "", list);
    }
  }

  private void checkSynced(DiscoveryResponse response, long now) {
    long filled =
        response.getResourcesList().stream()
            .map(any -> unpack(any, ClusterLoadAssignment.class))
            .filter(assignment -> assignment.getEndpointsCount() > 0)
            .count();
    if (!synced && filled >= outbounds) {
      synced = true;
      traffic.synced(now);
    }
  }

  private void ask(String type, String nonce, List<String> resourceNames) {
    StreamObserver<DiscoveryRequest> open = requests;
    if (open == null) {
      return;
    }
    DiscoveryRequest.Builder request =
        DiscoveryRequest.newBuilder()
            .setTypeUrl(type)
            .setVersionInfo(versions.getOrDefault(type, ""))
            .setResponseNonce(nonce)
            .addAllResourceNames(resourceNames);
    if (!introduced) {
      request.setNode(node);
      introduced = true;
    }
    open.onNext(request.build());
  }

  @Override
  public synchronized void onError(Throwable thrown) {
    // A stream that this proxy ended itself has not failed.
    if (requests != null) {
      traffic.failed(name, thrown);
    }
  }

  @Override
  public void onCompleted() {}

  private static void text(Struct.Builder struct, String key, String value) {
    struct.putFields(key, Value.newBuilder().setStringValue(value).build());
  }

  private static <M extends com.google.protobuf.Message> M unpack(Any any, Class<M> message) {
    try {
      return any.unpack(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
