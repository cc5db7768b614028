package io.kuma.xds.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.http.lua.v3.Lua;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.kuma.xds.envoy.EnvoyText.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvoyTextTest {
  private static final Cluster CLUSTER = Cluster.getDefaultInstance();
  private static final Listener LISTENER = Listener.getDefaultInstance();

  private final EnvoyText text = new EnvoyText();

  @Test
  void readsYamlAndJson() {
    Cluster yaml = text.read("name: xyz\nconnectTimeout: 5s\ntype: STATIC\n", CLUSTER);
    Cluster json = text.read("{\"name\": \"xyz\", \"connect_timeout\": \"5s\"}", CLUSTER);
    assertThat(yaml.getType()).isEqualTo(Cluster.DiscoveryType.STATIC);
    assertThat(json.toBuilder().setType(Cluster.DiscoveryType.STATIC).build()).isEqualTo(yaml);
  }

  @Test
  void durationsMayBeInGosForm() {
    Cluster cluster = text.read("{name: x, connectTimeout: 1m0.5s}", CLUSTER);
    assertThat(cluster.getConnectTimeout()).isEqualTo(Durations.fromMillis(60_500));
  }

  @Test
  void anyExtensionOfEnvoyCanStandInAnAny() throws Exception {
    HttpFilter filter =
        text.read(
            """
            name: envoy.filters.http.lua
            typedConfig:
              '@type': type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
              statPrefix: script
              surprise: 1
            """,
            HttpFilter.getDefaultInstance());
    assertThat(filter.getTypedConfig().unpack(Lua.class).getStatPrefix()).isEqualTo("script");
  }

  @Test
  void fieldsThatNobodyKnowsArePassedOver() {
    assertThat(text.read("{name: x, surprise: {a: [1]}}", CLUSTER))
        .isEqualTo(text.read("name: x", CLUSTER));
  }

  @Test
  void partsNeedNotBeComplete() {
    assertThat(text.readPart("connectTimeout: 5s", CLUSTER).getConnectTimeout().getSeconds())
        .isEqualTo(5);
    assertThat(text.readPart("", CLUSTER)).isEqualTo(CLUSTER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                 | unexpected EOF
          text                              | json: cannot unmarshal string into Go value of type map[string]json.RawMessage
          [1]                               | json: cannot unmarshal array into Go value of type map[string]json.RawMessage
          connectTimeout: soon              | bad Duration: time: invalid duration "soon"
          type: NOT_A_TYPE                  | unknown value "NOT_A_TYPE" for enum envoy.config.cluster.v3.Cluster.DiscoveryType
          name: 5                           | json: cannot unmarshal number into Go value of type string
          clusterType: {typedConfig: {a: 1}}| Any JSON doesn't have '@type'
          clusterType: {typedConfig: {'@type': x/a.B}} | could not resolve Any message type: x/a.B
          """)
  void saysWhatIsNoMessage(String given, String message) {
    assertThatThrownBy(() -> text.readPart(given, CLUSTER))
        .isInstanceOf(Invalid.class)
        .hasMessage(message);
  }

  @Test
  void aMessageCanSayItselfWhatItIs() {
    assertThat(
            text.readTyped(
                "{'@type': type.googleapis.com/envoy.config.cluster.v3.Cluster, name: x}"))
        .isEqualTo(Cluster.newBuilder().setName("x").build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text                              | json: cannot unmarshal string into Go value of type map[string]json.RawMessage
          name: x                           | Any JSON doesn't have '@type'
          {'@type': x/a.B}                  | could not resolve Any message type: x/a.B
          {'@type': x/envoy.config.cluster.v3.Cluster} | invalid Cluster.Name: value length must be at least 1 runes
          """)
  void saysWhatDoesNotSayWhatItIs(String given, String message) {
    assertThatThrownBy(() -> text.readTyped(given)).isInstanceOf(Invalid.class).hasMessage(message);
  }

  @Test
  void anyCannotNameOtherClasses() {
    assertInvalid(
        "clusterType: {typedConfig: {'@type': x/google.protobuf.TextFormat}}",
        CLUSTER,
        "could not resolve Any message type: x/google.protobuf.TextFormat");
  }

  @Test
  void wholeMessagesMeetEnvoysDemands() {
    assertInvalid(
        "connectTimeout: 5s",
        CLUSTER,
        "invalid Cluster.Name: value length must be at least 1 runes");
    assertInvalid(
        "{name: x, connectTimeout: 0s}",
        CLUSTER,
        "invalid Cluster.ConnectTimeout: value must be greater than 0s");
    assertInvalid(
        "{name: x, perConnectionBufferLimitBytes: 1, edsClusterConfig: {edsConfig: {path: ''}},"
            + " loadAssignment: {}}",
        CLUSTER,
        "invalid Cluster.LoadAssignment: embedded message failed validation | caused by: invalid"
            + " ClusterLoadAssignment.ClusterName: value length must be at least 1 runes");
    assertInvalid(
        "{name: x, outlierDetection: {maxEjectionPercent: 101}}",
        CLUSTER,
        "invalid Cluster.OutlierDetection: embedded message failed validation | caused by: invalid"
            + " OutlierDetection.MaxEjectionPercent: value must be less than or equal to 100");
    assertInvalid(
        "{name: x, address: {socketAddress: {address: 192.0.2.1}}}",
        LISTENER,
        "invalid Listener.Address: embedded message failed validation | caused by: invalid"
            + " Address.SocketAddress: embedded message failed validation | caused by: invalid"
            + " SocketAddress.PortSpecifier: value is required");
    assertInvalid(
        "{name: x, filterChains: [{filters: [{name: ''}]}]}",
        LISTENER,
        "invalid Listener.FilterChains[0]: embedded message failed validation | caused by: invalid"
            + " FilterChain.Filters[0]: embedded message failed validation | caused by: invalid"
            + " Filter.Name: value length must be at least 1 runes");
    assertThat(text.read("name: envoy.filters.network.echo", Filter.getDefaultInstance()).getName())
        .isEqualTo("envoy.filters.network.echo");
  }

  private void assertInvalid(String given, Message kind, String message) {
    assertThatThrownBy(() -> text.read(given, kind))
        .isInstanceOf(Invalid.class)
        .hasMessage(message);
  }
}
