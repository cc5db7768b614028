package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.HealthStatus;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.health.v3.ClusterEndpointsHealth;
import io.envoyproxy.envoy.service.health.v3.EndpointHealth;
import io.envoyproxy.envoy.service.health.v3.EndpointHealthResponse;
import io.envoyproxy.envoy.service.health.v3.HealthCheckRequest;
import io.envoyproxy.envoy.service.health.v3.HealthCheckRequestOrEndpointHealthResponse;
import io.envoyproxy.envoy.service.health.v3.HealthCheckSpecifier;
import io.envoyproxy.envoy.service.health.v3.LocalityEndpointsHealth;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.kuma.xds.cache.XdsType;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What proxies report of their workloads, and what others are told of it. */
class HealthTest {
  private static final String API =
      """
      type: Dataplane
      mesh: m
      name: api-1
      networking:
        address: 192.0.2.2
        inbound:
        - {port: 80, servicePort: %d, serviceProbe: {tcp: {}},
           tags: {kuma.io/service: api, kuma.io/protocol: tcp}}
      """;
  private static final String WEB =
      """
      {"type":"Dataplane","mesh":"m","name":"web-1","networking":{"address":"192.0.2.1",
       "inbound":[{"port":80,"tags":{"kuma.io/service":"web"}}],
       "outbound":[{"port":10001,"tags":{"kuma.io/service":"api"}}]}}""";

  private RunningControlPlane controlPlane;
  private Connection connection;

  @BeforeEach
  void start(@TempDir Path workDir) {
    controlPlane = new RunningControlPlane(workDir);
    controlPlane.apply("{type: Mesh, name: m}");
    controlPlane.apply(API.formatted(8080));
    connection = new Connection(controlPlane.port());
    Wait.until("it is ready", controlPlane::isReady);
  }

  @AfterEach
  void stop() {
    connection.close();
    controlPlane.close();
  }

  /** An Envoy as far as it probes. */
  private static final class Prober implements StreamObserver<HealthCheckSpecifier> {
    final BlockingQueue<HealthCheckSpecifier> told = new LinkedBlockingQueue<>();
    final BlockingQueue<Status> ends = new LinkedBlockingQueue<>();
    final StreamObserver<HealthCheckRequestOrEndpointHealthResponse> reports;

    Prober(Connection connection, Node node, String token) {
      reports = connection.health(token).streamHealthCheck(this);
      reports.onNext(
          HealthCheckRequestOrEndpointHealthResponse.newBuilder()
              .setHealthCheckRequest(HealthCheckRequest.newBuilder().setNode(node))
              .build());
    }

    HealthCheckSpecifier next() throws InterruptedException {
      HealthCheckSpecifier specifier = told.poll(10, TimeUnit.SECONDS);
      if (specifier == null) {
        throw new AssertionError("nothing came; the stream says " + ends);
      }
      return specifier;
    }

    void report(String cluster, HealthStatus status) {
      reports.onNext(
          HealthCheckRequestOrEndpointHealthResponse.newBuilder()
              .setEndpointHealthResponse(
                  EndpointHealthResponse.newBuilder()
                      .addClusterEndpointsHealth(
                          ClusterEndpointsHealth.newBuilder()
                              .setClusterName(cluster)
                              .addLocalityEndpointsHealth(
                                  LocalityEndpointsHealth.newBuilder()
                                      .addEndpointsHealth(
                                          EndpointHealth.newBuilder().setHealthStatus(status)))))
              .build());
    }

    @Override
    public void onNext(HealthCheckSpecifier specifier) {
      told.add(specifier);
    }

    @Override
    public void onError(Throwable thrown) {
      ends.add(Status.fromThrowable(thrown));
    }

    @Override
    public void onCompleted() {
      ends.add(Status.OK);
    }
  }

  private Prober prober() {
    return new Prober(connection, Connection.node("m", "api-1", null), controlPlane.token("m"));
  }

  @Test
  void aWorkloadThatDoesNotAnswerIsLeftAloneUntilItDoes() throws InterruptedException {
    Prober api = prober();
    api.next();
    try (AdsClient web =
        new AdsClient(controlPlane.port(), "m", "web-1", WEB, controlPlane.token("m"))) {
      web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      assertThat(endpoints(web.subscribe(XdsType.ENDPOINT, "api"))).isEqualTo(1);
      api.report("localhost:8080", HealthStatus.UNHEALTHY);
      assertThat(endpoints(web)).isZero();
      api.report("localhost:8080", HealthStatus.HEALTHY);
      assertThat(endpoints(web)).isEqualTo(1);
      api.report("kuma:envoy:admin", HealthStatus.UNHEALTHY);
      assertThat(endpoints(web)).isZero();
    }
  }

  private static int endpoints(AdsClient client) {
    DiscoveryResponse response = client.take();
    while (!response.getTypeUrl().equals(XdsType.ENDPOINT.url())) {
      client.ack(XdsType.CLUSTER, response);
      response = client.take();
    }
    client.ack(XdsType.ENDPOINT, response, "api");
    return AdsClient.unpack(response, ClusterLoadAssignment.class)
        .get(0)
        .getEndpointsList()
        .stream()
        .mapToInt(locality -> locality.getLbEndpointsCount())
        .sum();
  }

  @Test
  void whatIsToBeProbedFollowsTheDataplane() throws InterruptedException {
    Prober api = prober();
    assertThat(api.next().getClusterHealthChecks(1).getClusterName()).isEqualTo("localhost:8080");
    controlPlane.apply(API.formatted(8181));
    assertThat(api.next().getClusterHealthChecks(1).getClusterName()).isEqualTo("localhost:8181");
  }

  @Test
  void aStrangerMayNotReport() throws InterruptedException {
    Node node = Connection.node("m", "api-1", null);
    Status refused = new Prober(connection, node, "nonsense").ends.poll(10, TimeUnit.SECONDS);
    assertThat(refused).isNotNull();
    assertThat(refused.getDescription()).startsWith("authentication failed");
    Status unknown =
        new Prober(connection, Connection.node("m", "nobody", null), controlPlane.token("m"))
            .ends.poll(10, TimeUnit.SECONDS);
    assertThat(unknown).isNotNull();
    assertThat(unknown.getDescription()).contains("\"m.nobody\" not found");
  }
}
