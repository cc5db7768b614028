package io.kuma.server;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** A collector of metrics over gRPC, that keeps the bytes of the last message. */
final class MetricsCollector implements AutoCloseable {
  private static final String SERVICE = "opentelemetry.proto.collector.metrics.v1.MetricsService";

  private final AtomicReference<byte[]> received = new AtomicReference<>(new byte[0]);
  private final Server server;

  MetricsCollector() throws IOException {
    MethodDescriptor<byte[], byte[]> export =
        MethodDescriptor.<byte[], byte[]>newBuilder(new Bytes(), new Bytes())
            .setType(MethodType.UNARY)
            .setFullMethodName(SERVICE + "/Export")
            .build();
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(
                ServerServiceDefinition.builder(SERVICE)
                    .addMethod(export, ServerCalls.asyncUnaryCall(this::take))
                    .build())
            .build()
            .start();
  }

  private void take(byte[] message, StreamObserver<byte[]> answer) {
    received.set(message);
    // A message without fields is that it took all of it.
    answer.onNext(new byte[0]);
    answer.onCompleted();
  }

  int port() {
    return server.getPort();
  }

  /** The texts of the last message, among other bytes. */
  String received() {
    return new String(received.get(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static final class Bytes implements Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
