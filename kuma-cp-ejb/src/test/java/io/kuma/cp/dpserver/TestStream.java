package io.kuma.cp.dpserver;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.kuma.xds.cache.XdsType;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** A stream that asks for clusters and acknowledges all it gets. */
final class TestStream implements StreamObserver<DiscoveryResponse>, AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final ManagedChannel channel;
  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final BlockingQueue<Status> ends = new LinkedBlockingQueue<>();
  private final StreamObserver<DiscoveryRequest> requests;

  TestStream(int port, String credential) throws SSLException {
    channel =
        NettyChannelBuilder.forAddress("localhost", port)
            .sslContext(
                GrpcSslContexts.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .build())
            .build();
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), credential);
    requests =
        AggregatedDiscoveryServiceGrpc.newStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .streamAggregatedResources(this);
    requests.onNext(
        DiscoveryRequest.newBuilder()
            .setNode(Node.newBuilder().setId("m.p"))
            .setTypeUrl(XdsType.CLUSTER.url())
            .build());
  }

  @Override
  public void onNext(DiscoveryResponse response) {
    try {
      texts.add(response.getResources(0).unpack(StringValue.class).getValue());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
    requests.onNext(
        DiscoveryRequest.newBuilder()
            .setTypeUrl(response.getTypeUrl())
            .setVersionInfo(response.getVersionInfo())
            .setResponseNonce(response.getNonce())
            .build());
  }

  @Override
  public void onError(Throwable thrown) {
    ends.add(Status.fromThrowable(thrown));
  }

  @Override
  public void onCompleted() {
    ends.add(Status.OK);
  }

  String next() throws InterruptedException {
    String text = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (text == null) {
      throw new AssertionError("nothing came; the stream says " + ends);
    }
    return text;
  }

  Status end() throws InterruptedException {
    Status status = ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (status == null) {
      throw new AssertionError("the stream stands");
    }
    return status;
  }

  void complete() {
    requests.onCompleted();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
