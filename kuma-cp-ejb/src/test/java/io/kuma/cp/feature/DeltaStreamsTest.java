package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.kuma.xds.cache.XdsType;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The incremental protocol over a real stream. */
class DeltaStreamsTest {
  private static final String IDENTITY = "identity_cert:secret:m";
  private static final String AUTHORITY = "mesh_ca:secret:m";
  private static final Node WEB =
      Connection.node(
          "m",
          "web-1",
          """
          {"type":"Dataplane","mesh":"m","name":"web-1","networking":{"address":"192.0.2.1",
           "inbound":[{"port":80,"servicePort":8080,"tags":{"kuma.io/service":"web"}}],
           "outbound":[{"port":10001,"tags":{"kuma.io/service":"api"}},
                       {"port":10002,"tags":{"kuma.io/service":"db"}}]}}""");
  private static final String INSTANCE =
      """
      type: Dataplane
      mesh: m
      name: %s
      networking:
        address: %s
        inbound: [{port: 80, tags: {kuma.io/service: %s, kuma.io/protocol: tcp}}]
      """;

  private RunningControlPlane controlPlane;

  @BeforeEach
  void start(@TempDir Path workDir) {
    controlPlane = new RunningControlPlane(workDir);
    controlPlane.apply(
        """
        type: Mesh
        name: m
        mtls:
          enabledBackend: ca
          backends: [{name: ca, type: builtin}]
        """);
    controlPlane.apply(INSTANCE.formatted("api-1", "192.0.2.2", "api"));
    controlPlane.apply(INSTANCE.formatted("db-1", "192.0.2.3", "db"));
  }

  @AfterEach
  void stop() {
    controlPlane.close();
  }

  private DeltaClient configure(Connection connection) {
    DeltaClient web = new DeltaClient(connection, WEB, controlPlane.token("m"));
    assertThat(web.subscribe(XdsType.CLUSTER).nextNames(XdsType.CLUSTER)).contains("api", "db");
    assertThat(web.subscribe(XdsType.ENDPOINT, "api", "db").nextNames(XdsType.ENDPOINT))
        .containsExactly("api", "db");
    assertThat(web.subscribe(XdsType.LISTENER).nextNames(XdsType.LISTENER)).isNotEmpty();
    assertThat(web.subscribe(XdsType.SECRET, IDENTITY, AUTHORITY).nextNames(XdsType.SECRET))
        .containsExactly(IDENTITY, AUTHORITY);
    return web;
  }

  @Test
  void onlyTheEndpointsThatChangedAreSent() {
    try (Connection connection = new Connection(controlPlane.port())) {
      DeltaClient web = configure(connection);
      controlPlane.apply(INSTANCE.formatted("db-2", "192.0.2.4", "db"));
      assertThat(web.nextNames(XdsType.ENDPOINT)).containsExactly("db");
      assertThat(web.isQuiet()).isTrue();
    }
  }

  @Test
  void aReconnectAndARestartSendNothingAgain() {
    DeltaClient web;
    try (Connection connection = new Connection(controlPlane.port())) {
      web = configure(connection);
      web.close();
      DeltaClient again = askForAll(connection, web);
      controlPlane.apply(INSTANCE.formatted("db-2", "192.0.2.4", "db"));
      assertThat(again.nextNames(XdsType.ENDPOINT)).containsExactly("db");
      assertThat(again.isQuiet()).isTrue();
      web = again;
    }
    controlPlane.restart();
    try (Connection connection = new Connection(controlPlane.port())) {
      DeltaClient again = askForAll(connection, web);
      controlPlane.apply(INSTANCE.formatted("db-3", "192.0.2.5", "db"));
      assertThat(again.nextNames(XdsType.ENDPOINT)).containsExactly("db");
      assertThat(again.isQuiet()).isTrue();
    }
  }

  private DeltaClient askForAll(Connection connection, DeltaClient before) {
    return new DeltaClient(connection, WEB, controlPlane.token("m"), before)
        .subscribe(XdsType.CLUSTER)
        .subscribe(XdsType.ENDPOINT, "api", "db")
        .subscribe(XdsType.LISTENER)
        .subscribe(XdsType.SECRET, IDENTITY, AUTHORITY);
  }
}
