package io.kuma.dp;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of metrics over gRPC, that keeps what it is sent. */
final class MetricsCollector implements AutoCloseable {
  private static final MethodDescriptor<ExportMetricsServiceRequest, ExportMetricsServiceResponse>
      EXPORT =
          MethodDescriptor.<ExportMetricsServiceRequest, ExportMetricsServiceResponse>newBuilder(
                  ProtoUtils.marshaller(ExportMetricsServiceRequest.getDefaultInstance()),
                  ProtoUtils.marshaller(ExportMetricsServiceResponse.getDefaultInstance()))
              .setType(MethodType.UNARY)
              .setFullMethodName("opentelemetry.proto.collector.metrics.v1.MetricsService/Export")
              .build();

  private final List<ExportMetricsServiceRequest> messages = new CopyOnWriteArrayList<>();
  private final Server server;
  private volatile boolean refuses;

  MetricsCollector() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(
                ServerServiceDefinition.builder(
                        "opentelemetry.proto.collector.metrics.v1.MetricsService")
                    .addMethod(EXPORT, ServerCalls.asyncUnaryCall(this::take))
                    .build())
            .build()
            .start();
  }

  private void take(
      ExportMetricsServiceRequest message, StreamObserver<ExportMetricsServiceResponse> answer) {
    if (refuses) {
      answer.onError(Status.UNAVAILABLE.withDescription("no room").asException());
      return;
    }
    messages.add(message);
    answer.onNext(ExportMetricsServiceResponse.getDefaultInstance());
    answer.onCompleted();
  }

  int port() {
    return server.getPort();
  }

  List<ExportMetricsServiceRequest> messages() {
    return messages;
  }

  /** From now on it takes nothing. */
  void refuse() {
    refuses = true;
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
