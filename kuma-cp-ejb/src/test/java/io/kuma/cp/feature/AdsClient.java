package io.kuma.cp.feature;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.kuma.xds.cache.XdsType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A proxy as the control plane sees it: a real gRPC stream, state of the world, the node on the
 * first message only.
 */
final class AdsClient implements AutoCloseable, StreamObserver<DiscoveryResponse> {
  private static final long PATIENCE_SECONDS = 10;

  final BlockingQueue<DiscoveryResponse> received = new LinkedBlockingQueue<>();
  final BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();

  private final Map<XdsType, String> versions;
  private final Node node;
  private final ManagedChannel channel;
  private final StreamObserver<DiscoveryRequest> requests;
  private boolean introduced;

  AdsClient(int port, String mesh, String name, @Nullable String dataplane, String token) {
    this(port, mesh, name, dataplane, token, new HashMap<>());
  }

  /**
   * Connects.
   *
   * @param dataplane the resource that it brings, as JSON; null for none
   * @param versions what it holds, as a proxy that was connected before does
   */
  AdsClient(
      int port,
      String mesh,
      String name,
      @Nullable String dataplane,
      String token,
      Map<XdsType, String> versions) {
    this.versions = new HashMap<>(versions);
    Struct.Builder metadata = Struct.newBuilder();
    if (dataplane != null) {
      metadata.putFields(
          "dataplane.resource", Value.newBuilder().setStringValue(dataplane).build());
    }
    metadata.putFields("dataplane.admin.port", Value.newBuilder().setStringValue("9901").build());
    node = Node.newBuilder().setId(mesh + "." + name).setMetadata(metadata).build();
    try {
      channel =
          NettyChannelBuilder.forAddress("localhost", port)
              .sslContext(
                  GrpcSslContexts.forClient()
                      .trustManager(InsecureTrustManagerFactory.INSTANCE)
                      .build())
              .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), token);
    Channel authorized =
        io.grpc.ClientInterceptors.intercept(
            channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    requests = AggregatedDiscoveryServiceGrpc.newStub(authorized).streamAggregatedResources(this);
  }

  /** Asks for a type; no names means all. */
  AdsClient subscribe(XdsType type, String... names) {
    send(request(type).addAllResourceNames(List.of(names)));
    return this;
  }

  /** The next response, which must be of this type; it is acknowledged. */
  DiscoveryResponse next(XdsType type, String... names) {
    DiscoveryResponse response = take();
    if (!response.getTypeUrl().equals(type.url())) {
      throw new AssertionError("expected " + type + ", got " + response.getTypeUrl());
    }
    ack(type, response, names);
    return response;
  }

  /** The next response, whatever it is, not acknowledged. */
  DiscoveryResponse take() {
    try {
      DiscoveryResponse response = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (response == null) {
        throw new AssertionError("nothing came; the stream says " + errors);
      }
      return response;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  void ack(XdsType type, DiscoveryResponse response, String... names) {
    versions.put(type, response.getVersionInfo());
    send(request(type).setResponseNonce(response.getNonce()).addAllResourceNames(List.of(names)));
  }

  void nack(XdsType type, DiscoveryResponse response, String reason) {
    send(
        request(type)
            .setResponseNonce(response.getNonce())
            .setErrorDetail(Status.newBuilder().setCode(13).setMessage(reason)));
  }

  /** Whether nothing comes for a while. */
  boolean isQuiet(long millis) {
    try {
      return received.poll(millis, TimeUnit.MILLISECONDS) == null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Why the stream ended. */
  Throwable error() {
    try {
      Throwable error = errors.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (error == null) {
        throw new AssertionError("the stream stands");
      }
      return error;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  Map<XdsType, String> versions() {
    return Map.copyOf(versions);
  }

  static <M extends Message> List<M> unpack(DiscoveryResponse response, Class<M> type) {
    return response.getResourcesList().stream().map(any -> unpack(any, type)).toList();
  }

  private static <M extends Message> M unpack(Any any, Class<M> type) {
    try {
      return any.unpack(type);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private DiscoveryRequest.Builder request(XdsType type) {
    return DiscoveryRequest.newBuilder()
        .setTypeUrl(type.url())
        .setVersionInfo(versions.getOrDefault(type, ""));
  }

  private void send(DiscoveryRequest.Builder request) {
    if (!introduced) {
      request.setNode(node);
      introduced = true;
    }
    requests.onNext(request.build());
  }

  @Override
  public void onNext(DiscoveryResponse response) {
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

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
