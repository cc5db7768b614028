package io.kuma.xds.ads;

import static io.kuma.xds.cache.XdsType.CLUSTER;
import static io.kuma.xds.cache.XdsType.ENDPOINT;
import static io.kuma.xds.cache.XdsType.LISTENER;
import static io.kuma.xds.cache.XdsType.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeltaSessionTest {
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final DeltaProxy proxy = new DeltaProxy();

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
  void answersAWildcardThatHasNothing() {
    proxy.ask(CLUSTER);
    assertThat(proxy.due(new Snapshots())).containsExactly("CLUSTER []");
    proxy.ack(CLUSTER);
    assertThat(proxy.due(new Snapshots())).isEmpty();
  }

  @Test
  void sendsOnlyWhatDiffers() {
    proxy.ask(CLUSTER);
    Snapshots snapshot = Snapshots.of(CLUSTER, "a", "1", "b", "1", "c", "1");
    proxy.settle(snapshot);

    snapshot.with(CLUSTER, "b", "2", "d", "1").without(CLUSTER, "c");

    assertThat(proxy.due(snapshot)).containsExactly("CLUSTER [b: 2, d: 1] - [c]");
    proxy.ack(CLUSTER);
    assertThat(proxy.due(snapshot)).isEmpty();
  }

  @Test
  void sendsNothingAgainAfterAReconnect() {
    FakeSecrets secrets = new FakeSecrets().proving("id", "web");
    Snapshots snapshot =
        Snapshots.of(LISTENER, "l", "1")
            .with(ENDPOINT, "a", "1")
            .with(CLUSTER, "a", "1")
            .withSecrets(secrets);
    proxy.ask(CLUSTER);
    proxy.ask(ENDPOINT, "a");
    proxy.ask(LISTENER);
    proxy.ask(SECRET, "id");
    proxy.settle(snapshot);

    proxy.reconnect();
    FakeSecrets restarted = new FakeSecrets().proving("id", "web");
    assertThat(proxy.due(snapshot.withSecrets(restarted))).isEmpty();
    assertThat(restarted.issued()).isZero();
  }

  @Test
  void sendsAfterAReconnectOnlyWhatChangedMeanwhile() {
    proxy.ask(CLUSTER);
    proxy.settle(Snapshots.of(CLUSTER, "a", "1", "b", "1", "c", "1"));

    proxy.reconnect();

    assertThat(proxy.due(Snapshots.of(CLUSTER, "a", "1", "b", "2")))
        .containsExactly("CLUSTER [b: 2] - [c]");
  }

  @Test
  void followsSubscriptions() {
    Snapshots snapshot = Snapshots.of(ENDPOINT, "a", "1", "b", "1");
    proxy.ask(ENDPOINT, "a");
    assertThat(proxy.due(snapshot)).containsExactly("ENDPOINT [a: 1]");
    proxy.ack(ENDPOINT);
    proxy.ask(ENDPOINT, "b");
    assertThat(proxy.due(snapshot)).containsExactly("ENDPOINT [b: 1]");
    proxy.ack(ENDPOINT);

    proxy.stopAsking(ENDPOINT, "a");
    assertThat(proxy.due(snapshot.with(ENDPOINT, "a", "2"))).isEmpty();
    proxy.ask(ENDPOINT, "a");
    assertThat(proxy.due(snapshot)).containsExactly("ENDPOINT [a: 2]");
  }

  @Test
  void sendsAgainWhatIsAskedForAgain() {
    Snapshots snapshot = Snapshots.of(ENDPOINT, "a", "1");
    proxy.ask(ENDPOINT, "a");
    proxy.settle(snapshot);
    proxy.ask(ENDPOINT, "a");
    assertThat(proxy.due(snapshot)).containsExactly("ENDPOINT [a: 1]");
  }

  @Test
  void tellsAtOnceWhatDoesNotExist() {
    proxy.ask(ENDPOINT, "a", "missing");
    assertThat(proxy.due(Snapshots.of(ENDPOINT, "a", "1")))
        .containsExactly("ENDPOINT [a: 1] - [missing]");
    proxy.ack(ENDPOINT);
    assertThat(proxy.due(Snapshots.of(ENDPOINT, "a", "1", "missing", "1")))
        .containsExactly("ENDPOINT [missing: 1]");
  }

  @Test
  void understandsTheExplicitWildcard() {
    Snapshots snapshot = Snapshots.of(CLUSTER, "a", "1", "b", "1");
    proxy.ask(CLUSTER, "*");
    assertThat(proxy.due(snapshot)).containsExactly("CLUSTER [a: 1, b: 1]");
    proxy.ack(CLUSTER);
    proxy.stopAsking(CLUSTER, "*");
    assertThat(proxy.due(snapshot.with(CLUSTER, "a", "2"))).isEmpty();
  }

  /** Envoy waits for the endpoints of a cluster that changed, even if they are the same. */
  @Test
  void sendsEndpointsAgainWhenTheirClusterChanged() {
    proxy.ask(CLUSTER);
    proxy.ask(ENDPOINT, "a", "b");
    proxy.settle(Snapshots.of(CLUSTER, "a", "1", "b", "1").with(ENDPOINT, "a", "1", "b", "1"));

    assertThat(
            proxy.due(Snapshots.of(CLUSTER, "a", "2", "b", "1").with(ENDPOINT, "a", "1", "b", "1")))
        .containsExactly("CLUSTER [a: 2]", "ENDPOINT [a: 1]");
  }

  @Test
  void keepsClustersUntilNoListenerUsesThem() {
    proxy.ask(CLUSTER);
    proxy.ask(LISTENER);
    proxy.settle(Snapshots.of(CLUSTER, "old", "1").with(LISTENER, "l", "old"));

    Snapshots changed = Snapshots.of(CLUSTER, "new", "1").with(LISTENER, "l", "new");
    assertThat(proxy.due(changed)).containsExactly("CLUSTER [new: 1]", "LISTENER [l: new]");
    proxy.ack(CLUSTER);
    assertThat(proxy.due(changed)).isEmpty();
    proxy.ack(LISTENER);
    assertThat(proxy.due(changed)).containsExactly("CLUSTER [] - [old]");
  }

  @Test
  void sendsListenersWithoutWaitingForClustersToBeAcknowledged() {
    proxy.ask(CLUSTER);
    proxy.due(Snapshots.of(CLUSTER, "a", "1").with(LISTENER, "l", "1"));
    proxy.ask(LISTENER);
    assertThat(proxy.due(Snapshots.of(CLUSTER, "a", "1").with(LISTENER, "l", "1")))
        .containsExactly("LISTENER [l: 1]");
    proxy.ack(LISTENER);
    Snapshots newer = Snapshots.of(CLUSTER, "a", "2").with(LISTENER, "l", "2");
    assertThat(proxy.due(newer)).isEmpty();
    proxy.ack(CLUSTER);
    assertThat(proxy.due(newer)).containsExactly("CLUSTER [a: 2]", "LISTENER [l: 2]");
  }

  @Test
  void sendsRefusedContentAgainOnlyAfterAWhile() {
    proxy.ask(CLUSTER);
    proxy.settle(Snapshots.of(CLUSTER, "a", "1"));
    Snapshots bad = Snapshots.of(CLUSTER, "a", "bad");
    proxy.due(bad);
    assertThat(proxy.nack(CLUSTER, "no")).isEqualTo(new Reply.Rejected(CLUSTER, "no"));

    assertThat(proxy.due(bad)).isEmpty();
    assertThat(proxy.due(bad.with(CLUSTER, "b", "1"))).containsExactly("CLUSTER [b: 1]");
    proxy.ack(CLUSTER);
    assertThat(proxy.retriesAt(DeltaProxy.BACKOFF)).isTrue();
    proxy.later(DeltaProxy.BACKOFF.minus(MOMENT));
    assertThat(proxy.due(bad)).isEmpty();
    proxy.later(MOMENT);
    assertThat(proxy.due(bad)).containsExactly("CLUSTER [a: bad]");
  }

  @Test
  void sendsOtherContentAtOnceAfterARefusal() {
    proxy.ask(CLUSTER);
    proxy.due(Snapshots.of(CLUSTER, "a", "bad"));
    proxy.nack(CLUSTER, "no");
    assertThat(proxy.due(Snapshots.of(CLUSTER, "a", "1"))).containsExactly("CLUSTER [a: 1]");
  }

  @Test
  void ignoresNoncesThatAreNotTheNewest() {
    proxy.ask(CLUSTER);
    proxy.due(Snapshots.of(CLUSTER, "a", "1"));
    DeltaDiscoveryRequest strange =
        DeltaProxy.request(CLUSTER).setResponseNonce("from another life").build();
    assertThat(proxy.receive(strange)).isEqualTo(new Reply.Request());
    assertThat(proxy.ack(CLUSTER)).isEqualTo(new Reply.Acknowledged(CLUSTER));
  }

  @Test
  void keepsSecretsThatAreStillInUse() {
    FakeSecrets secrets = new FakeSecrets().proving("id", "web");
    proxy.ask(SECRET, "id");
    proxy.settle(new Snapshots().withSecrets(secrets));
    assertThat(secrets.issued()).isOne();
    assertThat(proxy.due(new Snapshots())).isEmpty();
    assertThat(proxy.due(new Snapshots().withSecrets(secrets.proving("id", "shop"))))
        .containsExactly("SECRET [id: shop.2]");
  }

  @Test
  void tellsThatATypeItDoesNotKnowHasNothing() {
    DeltaDiscoveryRequest first =
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl("type.googleapis.com/some.Thing")
            .addResourceNamesSubscribe("x")
            .build();
    proxy.receive(first);
    assertThat(proxy.due(new Snapshots()))
        .containsExactly("type.googleapis.com/some.Thing [] - [x]");
    assertThat(proxy.due(new Snapshots())).isEmpty();
  }
}
