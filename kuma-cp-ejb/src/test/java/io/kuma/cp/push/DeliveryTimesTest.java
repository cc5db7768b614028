package io.kuma.cp.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.xds.cache.XdsType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTimesTest {
  private final List<Long> delivered = new ArrayList<>();
  private final DeliveryTimes times = new DeliveryTimes(delivered::add);

  @Test
  void countsFromTheNewConfigurationToTheAnswerOfEachType() {
    times.made(100);
    times.sent(XdsType.CLUSTER, 110);
    times.answered(XdsType.CLUSTER, 130);
    times.sent(XdsType.LISTENER, 140);
    times.answered(XdsType.LISTENER, 170);
    assertThat(delivered).containsExactly(30L, 70L);
  }

  @Test
  void countsWhatIsSentWithoutANewConfigurationFromWhenItIsSent() {
    times.made(100);
    times.sent(XdsType.SECRET, 110);
    times.answered(XdsType.SECRET, 120);
    times.sent(XdsType.SECRET, 5000);
    times.answered(XdsType.SECRET, 5010);
    assertThat(delivered).containsExactly(20L, 10L);
  }

  @Test
  void anAnswerToNothingIsNoDelivery() {
    times.made(100);
    times.answered(XdsType.ROUTE, 120);
    assertThat(delivered).isEmpty();
  }
}
