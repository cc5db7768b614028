package io.kuma.xds.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.kuma.xds.envoy.EnvoyText;
import io.kuma.xds.envoy.Packed;
import org.junit.jupiter.api.Test;

final class PatchTest {
  private static final EnvoyText TEXT = new EnvoyText();

  @Test
  void mergesMessagesAndAppendsLists() {
    assertThat(
            merged(
                "{name: a, circuitBreakers: {thresholds: [{maxRetries: 1}]}, edsClusterConfig:"
                    + " {serviceName: s}}",
                "{circuitBreakers: {thresholds: [{maxRetries: 2}]}, edsClusterConfig: {edsConfig:"
                    + " {path: p}}}"))
        .isEqualTo(
            cluster(
                "{name: a, circuitBreakers: {thresholds: [{maxRetries: 1}, {maxRetries: 2}]},"
                    + " edsClusterConfig: {serviceName: s, edsConfig: {path: p}}}"));
  }

  /** Field by field, 1.5 s and 2 s would make 2.5 s, and false could not replace true. */
  @Test
  void replacesValues() {
    assertThat(
            merged(
                "{connectTimeout: 1.5s, lbSubsetConfig: {scaleLocalityWeight: true}}",
                "{connectTimeout: 2s}"))
        .isEqualTo(cluster("{connectTimeout: 2s, lbSubsetConfig: {scaleLocalityWeight: true}}"));
    Listener listener = TEXT.readPart("enableReusePort: true", Listener.getDefaultInstance());
    Listener part = TEXT.readPart("enableReusePort: false", Listener.getDefaultInstance());
    assertThat(new Patch.Merge(part).applyTo(listener)).isEqualTo(part);
  }

  @Test
  void mergesWhatStandsInAnAny() {
    Any content = Packed.any(TcpProxy.newBuilder().setCluster("c").build());
    Any part = Packed.any(TcpProxy.newBuilder().setStatPrefix("s").build());
    assertThat(new Patch.Merge(part).applyToContent(content))
        .isEqualTo(Packed.any(TcpProxy.newBuilder().setCluster("c").setStatPrefix("s").build()));
    assertThat(new Patch.Merge(part).applyToContent(Any.getDefaultInstance())).isEqualTo(part);
    assertThat(new Patch.Merge(Any.getDefaultInstance()).applyToContent(content))
        .isEqualTo(content);
  }

  @Test
  void refusesToMergeOneKindIntoAnother() {
    Any content = Packed.any(TcpProxy.getDefaultInstance());
    Patch patch = new Patch.Merge(Packed.any(Router.getDefaultInstance()));
    assertThatThrownBy(() -> patch.applyToContent(content))
        .hasMessageContaining("v3.Router cannot be merged into a");
  }

  private static Message merged(String message, String part) {
    return new Patch.Merge(cluster(part)).applyTo(cluster(message));
  }

  private static Cluster cluster(String text) {
    return TEXT.readPart(text, Cluster.getDefaultInstance());
  }
}
