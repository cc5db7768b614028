package io.kuma.cp.boot;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/**
 * Loads the thousands of classes of which the proxies' server is made while another thread brings
 * the database up: each takes about a second of the start, and they have nothing in common.
 */
final class Preload {
  private final FutureTask<Server> task = new FutureTask<>(Preload::server);

  /** Begins. */
  static Preload begin(ThreadFactory threads) {
    Preload preload = new Preload();
    threads.newThread(preload.task).start();
    return preload;
  }

  /** Waits until it is done: classes must not be initialised from two sides. */
  void await() {
    try {
      Server unused = task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the control plane starts", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The servers' libraries cannot be used: " + e.getCause(), e);
    }
  }

  /** One like that of the proxies; it never listens. */
  private static Server server() {
    return Server.builder()
        .http(0)
        .service("/bootstrap", (context, request) -> HttpResponse.of(404))
        .service(
            GrpcService.builder()
                .supportedSerializationFormats(GrpcSerializationFormats.PROTO)
                .addService(new AggregatedDiscoveryServiceImplBase() {})
                .build())
        .build();
  }
}
