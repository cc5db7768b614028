package io.kuma.cp.feature;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceStub;
import io.envoyproxy.envoy.service.health.v3.HealthDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.health.v3.HealthDiscoveryServiceGrpc.HealthDiscoveryServiceStub;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.stub.MetadataUtils;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A connection that streams share, as far as a test needs many of them or of another kind. */
final class Connection implements AutoCloseable {
  private final ManagedChannel channel;

  Connection(int port) {
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
  }

  /** The service, with a token on every call; null for none. */
  AggregatedDiscoveryServiceStub service(@Nullable String token) {
    return AggregatedDiscoveryServiceGrpc.newStub(authorized(token));
  }

  /** The service that health is reported to. */
  HealthDiscoveryServiceStub health(String token) {
    return HealthDiscoveryServiceGrpc.newStub(authorized(token));
  }

  private Channel authorized(@Nullable String token) {
    if (token == null) {
      return channel;
    }
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), token);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** A node that brings its Dataplane, as JSON; null for none. */
  static Node node(String mesh, String name, @Nullable String dataplane) {
    Struct.Builder metadata = Struct.newBuilder();
    if (dataplane != null) {
      metadata.putFields(
          "dataplane.resource", Value.newBuilder().setStringValue(dataplane).build());
    }
    metadata.putFields("dataplane.admin.port", Value.newBuilder().setStringValue("9901").build());
    return Node.newBuilder().setId(mesh + "." + name).setMetadata(metadata).build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
