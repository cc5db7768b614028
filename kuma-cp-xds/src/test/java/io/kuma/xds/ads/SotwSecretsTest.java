package io.kuma.xds.ads;

import static io.kuma.xds.cache.XdsType.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Secrets are made on demand, and never for a proxy that has them. */
class SotwSecretsTest {
  private final SotwProxy proxy = new SotwProxy();

  @Test
  void issuesWhatIsAskedForOnce() {
    FakeSecrets secrets = new FakeSecrets().proving("id", "web").proving("ca", "root");
    Snapshots snapshot = new Snapshots().withSecrets(secrets);
    assertThat(proxy.due(snapshot)).isEmpty();
    assertThat(secrets.issued()).isZero();

    proxy.ask(SECRET, "ca", "id");
    assertThat(proxy.due(snapshot)).containsExactly("SECRET [ca: root.1, id: web.2]");
    proxy.ack(SECRET);
    assertThat(proxy.due(snapshot)).isEmpty();
    assertThat(secrets.issued()).isEqualTo(2);
  }

  @Test
  void issuesNothingAfterARestartOfTheControlPlane() {
    proxy.ask(SECRET, "ca", "id");
    proxy.settle(
        new Snapshots().withSecrets(new FakeSecrets().proving("id", "web").proving("ca", "root")));

    proxy.reconnect();
    FakeSecrets restarted = new FakeSecrets().proving("id", "web").proving("ca", "root");

    assertThat(proxy.due(new Snapshots().withSecrets(restarted))).isEmpty();
    assertThat(restarted.issued()).isZero();
  }

  @Test
  void issuesOnlyTheSecretThatNoLongerStands() {
    proxy.ask(SECRET, "ca", "id");
    proxy.settle(
        new Snapshots().withSecrets(new FakeSecrets().proving("id", "web").proving("ca", "root")));
    String before = proxy.version(SECRET);

    proxy.reconnect();
    FakeSecrets changed = new FakeSecrets().proving("id", "shop").proving("ca", "root");
    Snapshots snapshot = new Snapshots().withSecrets(changed);
    assertThat(proxy.due(snapshot)).containsExactly("SECRET [id: shop.1]");
    proxy.ack(SECRET);

    assertThat(before).isEqualTo("ca=root.1;id=web.2");
    assertThat(proxy.version(SECRET)).isEqualTo("ca=root.1;id=shop.1");
  }

  @Test
  void sendsOnlyASecretThatIsNewlyAskedFor() {
    FakeSecrets secrets = new FakeSecrets().proving("id", "web").proving("ca", "root");
    Snapshots snapshot = new Snapshots().withSecrets(secrets);
    proxy.ask(SECRET, "id");
    proxy.settle(snapshot);
    proxy.ask(SECRET, "ca", "id");
    assertThat(proxy.due(snapshot)).containsExactly("SECRET [ca: root.2]");
  }

  @Test
  void sendsAgainASecretThatWasNotAskedForMeanwhile() {
    FakeSecrets secrets = new FakeSecrets().proving("id", "web").proving("ca", "root");
    Snapshots snapshot = new Snapshots().withSecrets(secrets);
    proxy.ask(SECRET, "ca", "id");
    proxy.settle(snapshot);
    proxy.ask(SECRET, "ca");
    assertThat(proxy.due(snapshot)).isEmpty();
    proxy.ask(SECRET, "ca", "id");
    assertThat(proxy.due(snapshot)).containsExactly("SECRET [id: web.3]");
  }

  @Test
  void waitsForASecretThatIsNotThereYet() {
    FakeSecrets secrets = new FakeSecrets();
    proxy.ask(SECRET, "id");
    assertThat(proxy.due(new Snapshots().withSecrets(secrets))).isEmpty();
    secrets.proving("id", "web");
    assertThat(proxy.due(new Snapshots().withSecrets(secrets)))
        .containsExactly("SECRET [id: web.1]");
  }
}
