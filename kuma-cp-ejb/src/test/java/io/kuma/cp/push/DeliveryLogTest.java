package io.kuma.cp.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.delivery.Delivery;
import io.kuma.core.delivery.Delivery.State;
import io.kuma.xds.cache.ProxySnapshot;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryLogTest {
  private static final Instant ONE = Instant.ofEpochSecond(1);
  private static final Instant TWO = Instant.ofEpochSecond(2);

  private final DeliveryLog log = new DeliveryLog();
  private final ProxySnapshot snapshot = snapshot();

  private static ProxySnapshot snapshot() {
    return new ProxySnapshot(new XdsResources(Map.of()), (name, held) -> Optional.empty());
  }

  @Test
  void waitsUntilAllHasGoneOutThatCan() {
    assertThat(log.of(null).state()).isEqualTo(State.pending);
    assertThat(log.of(snapshot).state()).isEqualTo(State.pending);
    log.sent(XdsType.CLUSTER, ONE);
    log.settled(snapshot);
    assertThat(log.of(snapshot)).isEqualTo(new Delivery(State.sent, ONE, ""));
  }

  /** Listeners wait for the answer about clusters, and go out after it. */
  @Test
  void anAnswerIsNotTheEndAsLongAsMoreMayFollow() {
    log.sent(XdsType.CLUSTER, ONE);
    log.settled(snapshot);
    log.acknowledged(XdsType.CLUSTER, TWO);
    assertThat(log.of(snapshot).state()).isEqualTo(State.pending);
    log.sent(XdsType.LISTENER, TWO);
    log.settled(snapshot);
    assertThat(log.of(snapshot).state()).isEqualTo(State.sent);
    log.acknowledged(XdsType.LISTENER, TWO);
    log.settled(snapshot);
    assertThat(log.of(snapshot)).isEqualTo(new Delivery(State.acknowledged, TWO, ""));
  }

  @Test
  void aRefusalIsToldUntilThatTypeIsSentAgain() {
    log.sent(XdsType.LISTENER, ONE);
    log.rejected(XdsType.LISTENER, "no such filter", TWO);
    log.settled(snapshot);
    assertThat(log.of(snapshot))
        .isEqualTo(new Delivery(State.rejected, TWO, "LISTENER: no such filter"));

    ProxySnapshot better = snapshot();
    assertThat(log.of(better).state()).isEqualTo(State.pending);
    log.sent(XdsType.LISTENER, TWO);
    log.settled(better);
    assertThat(log.of(better).state()).isEqualTo(State.sent);
    log.acknowledged(XdsType.LISTENER, TWO);
    log.settled(better);
    assertThat(log.of(better).state()).isEqualTo(State.acknowledged);
  }

  /** What the proxy had from before is not sent again. */
  @Test
  void nothingHadToBeSent() {
    log.settled(snapshot);
    assertThat(log.of(snapshot)).isEqualTo(new Delivery(State.acknowledged, null, ""));
  }
}
