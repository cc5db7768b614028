package io.kuma.xds.ads;

import static io.kuma.xds.cache.XdsType.CLUSTER;
import static io.kuma.xds.cache.XdsType.ENDPOINT;
import static io.kuma.xds.cache.XdsType.LISTENER;
import static io.kuma.xds.cache.XdsType.RUNTIME;
import static io.kuma.xds.cache.XdsType.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.kuma.xds.cache.XdsType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SotwSessionTest {
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final SotwProxy proxy = new SotwProxy();

  @Test
  void sendsEverythingInOrderAndOnlyOnce() {
    Snapshots snapshot =
        Snapshots.of(LISTENER, "l", "1").with(ENDPOINT, "a", "1").with(CLUSTER, "a", "1", "b", "1");
    proxy.ask(LISTENER);
    proxy.ask(ENDPOINT, "a");
    proxy.ask(CLUSTER);

    assertThat(proxy.due(snapshot))
        .containsExactly("CLUSTER [a: 1, b: 1]", "ENDPOINT [a: 1]", "LISTENER [l: 1]");
    assertThat(proxy.due(snapshot)).isEmpty();
    assertThat(proxy.ack(CLUSTER)).isEqualTo(new Reply.Acknowledged(CLUSTER));
    assertThat(proxy.due(snapshot)).isEmpty();
  }

  @Test
  void saysWhoItIs() {
    proxy.ask(CLUSTER);
    assertThat(
            proxy.responses(Snapshots.of(CLUSTER).build()).get(0).getControlPlane().getIdentifier())
        .isEqualTo("cp-1");
  }

  @Test
  void answersAWildcardThatHasNothing() {
    proxy.ask(CLUSTER);
    proxy.ask(LISTENER);
    assertThat(proxy.due(new Snapshots())).containsExactly("CLUSTER []", "LISTENER []");
  }

  @Test
  void sendsNothingAgainAfterAReconnect() {
    Snapshots snapshot =
        Snapshots.of(LISTENER, "l", "1").with(ENDPOINT, "a", "1").with(CLUSTER, "a", "1");
    proxy.ask(CLUSTER);
    proxy.ask(ENDPOINT, "a");
    proxy.ask(LISTENER);
    proxy.settle(snapshot);

    proxy.reconnect();

    assertThat(proxy.due(snapshot)).isEmpty();
  }

  @Test
  void sendsAfterAReconnectOnlyWhatChangedMeanwhile() {
    proxy.ask(CLUSTER);
    proxy.ask(LISTENER);
    proxy.settle(Snapshots.of(CLUSTER, "a", "1").with(LISTENER, "l", "1"));

    proxy.reconnect();

    assertThat(proxy.due(Snapshots.of(CLUSTER, "a", "1").with(LISTENER, "l", "2")))
        .containsExactly("LISTENER [l: 2]");
  }

  @Test
  void sendsOnlyTheEndpointsThatAreAskedFor() {
    Snapshots snapshot = Snapshots.of(ENDPOINT, "a", "1", "b", "1", "c", "1");
    proxy.ask(ENDPOINT, "a", "missing");
    assertThat(proxy.due(snapshot)).containsExactly("ENDPOINT [a: 1]");
    proxy.ack(ENDPOINT);

    proxy.ask(ENDPOINT, "a", "b");
    assertThat(proxy.due(snapshot)).containsExactly("ENDPOINT [a: 1, b: 1]");
    proxy.ack(ENDPOINT);

    proxy.due(snapshot.with(ENDPOINT, "c", "2"));
    assertThat(proxy.due(snapshot)).isEmpty();
  }

  @Test
  void sendsAgainWhatWasNotAskedForMeanwhile() {
    Snapshots snapshot = Snapshots.of(ENDPOINT, "a", "1", "b", "1");
    proxy.ask(ENDPOINT, "a", "b");
    proxy.settle(snapshot);
    proxy.ask(ENDPOINT, "a");
    assertThat(proxy.due(snapshot)).isEmpty();
    proxy.ask(ENDPOINT, "a", "b");
    assertThat(proxy.due(snapshot)).containsExactly("ENDPOINT [a: 1, b: 1]");
    proxy.ack(ENDPOINT);

    proxy.ask(ENDPOINT);
    assertThat(proxy.due(snapshot)).isEmpty();
    proxy.ask(ENDPOINT, "a", "b");
    assertThat(proxy.due(snapshot)).containsExactly("ENDPOINT [a: 1, b: 1]");
  }

  @Test
  void forgetsWhatIsNotAskedForWhenItIsAcknowledged() {
    Snapshots snapshot = Snapshots.of(ENDPOINT, "a", "1", "b", "1");
    proxy.ask(ENDPOINT, "a", "b");
    proxy.due(snapshot);
    proxy.names(ENDPOINT, "a");
    proxy.ack(ENDPOINT);
    assertThat(proxy.due(snapshot)).isEmpty();
    proxy.ask(ENDPOINT, "a", "b");
    assertThat(proxy.due(snapshot)).containsExactly("ENDPOINT [a: 1, b: 1]");
  }

  @Test
  void saysNothingAboutNamesThatDoNotExistYet() {
    proxy.ask(ENDPOINT, "late");
    proxy.ask(RUNTIME, "layer");
    assertThat(proxy.due(new Snapshots())).isEmpty();
    assertThat(proxy.due(Snapshots.of(ENDPOINT, "late", "1")))
        .containsExactly("ENDPOINT [late: 1]");
  }

  /** Envoy waits for the endpoints of a cluster that changed, even if they are the same. */
  @Test
  void sendsEndpointsAgainWhenTheirClusterChanged() {
    proxy.ask(CLUSTER);
    proxy.ask(ENDPOINT, "a");
    proxy.settle(Snapshots.of(CLUSTER, "a", "1", "b", "1").with(ENDPOINT, "a", "1"));

    assertThat(proxy.due(Snapshots.of(CLUSTER, "a", "2", "b", "1").with(ENDPOINT, "a", "1")))
        .containsExactly("CLUSTER [a: 2, b: 1]", "ENDPOINT [a: 1]");
    proxy.ack(CLUSTER);
    proxy.ack(ENDPOINT);

    assertThat(proxy.due(Snapshots.of(CLUSTER, "a", "2", "b", "2").with(ENDPOINT, "a", "1")))
        .containsExactly("CLUSTER [a: 2, b: 2]");
  }

  /** Envoy does not acknowledge clusters before it has endpoints for them. */
  @Test
  void sendsEndpointsForWhatWasSentWhileNewerClustersWait() {
    proxy.ask(CLUSTER);
    proxy.due(Snapshots.of(CLUSTER, "a", "1").with(ENDPOINT, "a", "1"));
    Snapshots newer = Snapshots.of(CLUSTER, "a", "2").with(ENDPOINT, "a", "1");
    assertThat(proxy.due(newer)).isEmpty();

    proxy.ask(ENDPOINT, "a");
    assertThat(proxy.due(newer)).containsExactly("ENDPOINT [a: 1]");
    proxy.ack(ENDPOINT);
    assertThat(proxy.due(newer)).isEmpty();

    proxy.ack(CLUSTER);
    assertThat(proxy.due(newer)).containsExactly("CLUSTER [a: 2]", "ENDPOINT [a: 1]");
  }

  @Test
  void keepsOneResponseOfATypeInFlightAndSkipsWhatIsOutdated() {
    proxy.ask(CLUSTER);
    proxy.due(Snapshots.of(CLUSTER, "a", "1"));
    assertThat(proxy.due(Snapshots.of(CLUSTER, "a", "2"))).isEmpty();
    assertThat(proxy.due(Snapshots.of(CLUSTER, "a", "3"))).isEmpty();
    proxy.ack(CLUSTER);
    assertThat(proxy.due(Snapshots.of(CLUSTER, "a", "3"))).containsExactly("CLUSTER [a: 3]");
  }

  @Test
  void sendsNothingWhenTheStateWasBackBeforeTheAnswer() {
    proxy.ask(CLUSTER);
    proxy.due(Snapshots.of(CLUSTER, "a", "1"));
    proxy.due(Snapshots.of(CLUSTER, "a", "2"));
    proxy.ack(CLUSTER);
    assertThat(proxy.due(Snapshots.of(CLUSTER, "a", "1"))).isEmpty();
  }

  @Test
  void holdsListenersBackWhileTheirClustersWait() {
    proxy.ask(CLUSTER);
    proxy.ask(LISTENER);
    proxy.due(Snapshots.of(CLUSTER, "a", "1").with(LISTENER, "l", "a"));
    proxy.ack(LISTENER);
    Snapshots newer = Snapshots.of(CLUSTER, "a", "1", "b", "1").with(LISTENER, "l", "b");
    assertThat(proxy.due(newer)).isEmpty();

    proxy.ack(CLUSTER);
    assertThat(proxy.due(newer)).containsExactly("CLUSTER [a: 1, b: 1]", "LISTENER [l: b]");
  }

  /** Between the two responses requests would be routed to a cluster that has gone. */
  @Test
  void keepsClustersUntilNoListenerUsesThem() {
    proxy.ask(CLUSTER);
    proxy.ask(LISTENER);
    proxy.settle(Snapshots.of(CLUSTER, "old", "1").with(LISTENER, "l", "old"));

    Snapshots changed = Snapshots.of(CLUSTER, "new", "1").with(LISTENER, "l", "new");
    assertThat(proxy.due(changed)).containsExactly("CLUSTER [new: 1, old: 1]", "LISTENER [l: new]");
    proxy.ack(CLUSTER);
    assertThat(proxy.due(changed)).isEmpty();
    proxy.ack(LISTENER);
    assertThat(proxy.due(changed)).containsExactly("CLUSTER [new: 1]");
    proxy.ack(CLUSTER);
    assertThat(proxy.due(changed)).isEmpty();

    proxy.reconnect();
    assertThat(proxy.due(changed)).isEmpty();
  }

  @Test
  void keepsClustersAsLongAsTheListenersThatDoNotUseThemAreRefused() {
    proxy.ask(CLUSTER);
    proxy.ask(LISTENER);
    proxy.settle(Snapshots.of(CLUSTER, "old", "1").with(LISTENER, "l", "old"));
    Snapshots bad = Snapshots.of(CLUSTER, "new", "1").with(LISTENER, "l", "bad");
    proxy.due(bad);
    proxy.ack(CLUSTER);
    proxy.nack(LISTENER, "no");

    assertThat(proxy.due(Snapshots.of(CLUSTER, "third", "1").with(LISTENER, "l", "bad")))
        .containsExactly("CLUSTER [old: 1, third: 1]");
  }

  @Test
  void sendsRefusedContentAgainOnlyAfterAWhile() {
    Snapshots bad = Snapshots.of(CLUSTER, "a", "bad").with(LISTENER, "l", "1");
    proxy.ask(CLUSTER);
    proxy.ask(LISTENER);
    proxy.due(bad);
    proxy.ack(LISTENER);

    assertThat(proxy.nack(CLUSTER, "unknown lb policy"))
        .isEqualTo(new Reply.Rejected(CLUSTER, "unknown lb policy"));
    assertThat(proxy.due(bad)).isEmpty();
    assertThat(proxy.retriesAt(SotwProxy.BACKOFF)).isTrue();
    proxy.later(SotwProxy.BACKOFF.minus(MOMENT));
    assertThat(proxy.due(bad)).isEmpty();
    proxy.later(MOMENT);
    assertThat(proxy.due(bad)).containsExactly("CLUSTER [a: bad]");
    assertThat(proxy.retries()).isFalse();
  }

  @Test
  void sendsOtherContentAtOnceAfterARefusal() {
    proxy.ask(CLUSTER);
    proxy.settle(Snapshots.of(CLUSTER, "a", "1"));
    proxy.due(Snapshots.of(CLUSTER, "a", "bad"));
    proxy.nack(CLUSTER, "no");

    assertThat(proxy.due(Snapshots.of(CLUSTER, "a", "2"))).containsExactly("CLUSTER [a: 2]");
  }

  @Test
  void sendsNothingWhenRefusedContentIsTakenBack() {
    proxy.ask(CLUSTER);
    proxy.settle(Snapshots.of(CLUSTER, "a", "1"));
    proxy.due(Snapshots.of(CLUSTER, "a", "bad"));
    proxy.nack(CLUSTER, "no");

    assertThat(proxy.due(Snapshots.of(CLUSTER, "a", "1"))).isEmpty();
  }

  @Test
  void otherTypesGoOnAfterARefusal() {
    proxy.ask(CLUSTER);
    proxy.ask(LISTENER);
    proxy.due(Snapshots.of(CLUSTER, "a", "bad").with(LISTENER, "l", "1"));
    proxy.nack(CLUSTER, "no");
    proxy.ack(LISTENER);

    assertThat(proxy.due(Snapshots.of(CLUSTER, "a", "bad").with(LISTENER, "l", "2")))
        .containsExactly("LISTENER [l: 2]");
  }

  @Test
  void ignoresNoncesThatAreNotTheNewest() {
    proxy.ask(CLUSTER);
    proxy.due(Snapshots.of(CLUSTER, "a", "1"));
    DiscoveryRequest strange =
        DiscoveryRequest.newBuilder()
            .setTypeUrl(CLUSTER.url())
            .setVersionInfo("whatever")
            .setResponseNonce("from another life")
            .build();
    assertThat(proxy.receive(strange)).isEqualTo(new Reply.Request());
    assertThat(proxy.due(Snapshots.of(CLUSTER, "a", "1"))).isEmpty();
    assertThat(proxy.ack(CLUSTER)).isEqualTo(new Reply.Acknowledged(CLUSTER));
  }

  @Test
  void takesANonceOfAnotherStreamInAFirstRequest() {
    proxy.receive(
        DiscoveryRequest.newBuilder().setTypeUrl(CLUSTER.url()).setResponseNonce("7").build());
    assertThat(proxy.due(Snapshots.of(CLUSTER, "a", "1"))).containsExactly("CLUSTER [a: 1]");
  }

  @Test
  void tellsThatATypeItDoesNotKnowHasNothing() {
    DiscoveryRequest first =
        DiscoveryRequest.newBuilder().setTypeUrl("type.googleapis.com/some.Thing").build();
    proxy.receive(first);
    assertThat(proxy.due(new Snapshots())).containsExactly("type.googleapis.com/some.Thing []");
    proxy.receive(first);
    assertThat(proxy.due(new Snapshots())).isEmpty();
  }

  @Test
  void servesEveryKnownType() {
    Snapshots snapshot = new Snapshots();
    for (XdsType type : XdsType.values()) {
      if (type != SECRET) {
        snapshot.with(type, "x", "1");
        proxy.ask(type, type.isWildcard() ? new String[0] : new String[] {"x"});
      }
    }
    assertThat(proxy.due(snapshot))
        .containsExactly(
            "CLUSTER [x: 1]",
            "ENDPOINT [x: 1]",
            "LISTENER [x: 1]",
            "ROUTE [x: 1]",
            "RUNTIME [x: 1]",
            "EXTENSION_CONFIG [x: 1]");
  }
}
