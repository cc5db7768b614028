package io.kuma.xds.ads;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** The gRPC service that proxies connect to; {@link Credentials} has to stand before it. */
public final class AdsService extends AggregatedDiscoveryServiceImplBase {
  private final ProxyConnections connections;
  private final Surroundings surroundings;

  public AdsService(ProxyConnections connections, Surroundings surroundings) {
    this.connections = connections;
    this.surroundings = surroundings;
  }

  @Override
  public StreamObserver<DiscoveryRequest> streamAggregatedResources(
      StreamObserver<DiscoveryResponse> responses) {
    return start(new SotwSession(surroundings.instance(), surroundings.backoff()), responses);
  }

  @Override
  public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
      StreamObserver<DeltaDiscoveryResponse> responses) {
    return start(new DeltaSession(surroundings.instance(), surroundings.backoff()), responses);
  }

  private <Q, A> StreamObserver<Q> start(AdsSession<Q, A> session, StreamObserver<A> responses) {
    AdsStream<Q, A> stream =
        new AdsStream<>(
            session,
            (ServerCallStreamObserver<A>) responses,
            connections,
            surroundings,
            Credentials.current());
    stream.start();
    return stream;
  }
}
