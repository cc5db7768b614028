package io.kuma.xds.health;

import io.envoyproxy.envoy.service.health.v3.HealthCheckRequestOrEndpointHealthResponse;
import io.envoyproxy.envoy.service.health.v3.HealthCheckSpecifier;
import io.envoyproxy.envoy.service.health.v3.HealthDiscoveryServiceGrpc.HealthDiscoveryServiceImplBase;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.kuma.xds.ads.Credentials;
import java.util.concurrent.Executor;

/** The gRPC service that proxies report to; {@link Credentials} has to stand before it. */
public final class HealthService extends HealthDiscoveryServiceImplBase {
  private final HealthConnections connections;
  private final ProbeSettings settings;
  private final Executor threads;

  /**
   * @param threads may be kept waiting by stores
   */
  public HealthService(HealthConnections connections, ProbeSettings settings, Executor threads) {
    this.connections = connections;
    this.settings = settings;
    this.threads = threads;
  }

  @Override
  public StreamObserver<HealthCheckRequestOrEndpointHealthResponse> streamHealthCheck(
      StreamObserver<HealthCheckSpecifier> responses) {
    HealthStream stream =
        new HealthStream(
            (ServerCallStreamObserver<HealthCheckSpecifier>) responses,
            connections,
            settings,
            threads,
            Credentials.current());
    stream.start();
    return stream;
  }
}
