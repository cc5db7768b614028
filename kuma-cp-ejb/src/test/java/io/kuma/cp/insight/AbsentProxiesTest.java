package io.kuma.cp.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.event.Changes;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.InsightRules;
import io.kuma.core.manager.TransactionalResourceManager;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription;
import io.kuma.resource.mesh.Mesh;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AbsentProxiesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration IDLE = Duration.ofMinutes(5);
  private static final Duration AGE = Duration.ofDays(3);
  private static final JacksonResourceCodec CODEC = new JacksonResourceCodec();

  private final Hand clock = new Hand();
  private final MemoryResourceStore store = new MemoryResourceStore(clock, new Changes());
  private final TransactionalResourceManager manager =
      new TransactionalResourceManager(
          store, store::required, ControlPlane.standalone("default"), InsightRules.ALL);
  private final Election election = new Election();
  private final AbsentProxies absent =
      new AbsentProxies(manager, election, clock, "cp-1", new InsightRetention(2, IDLE, AGE));

  /** A clock that is moved by hand. */
  private static final class Hand extends Clock {
    Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeEach
  void prepare() {
    manager.create(CoreTypes.MESH, Resource.of(CoreTypes.MESH.key("", "m"), Mesh.EMPTY));
  }

  private void proxy(String name, String subscriptions) {
    ResourceKey dataplane = CoreTypes.DATAPLANE.key("m", name);
    manager.create(
        CoreTypes.DATAPLANE,
        Resource.of(
            dataplane,
            CODEC.toSpec(
                CoreTypes.DATAPLANE,
                CODEC.parseYaml(
                    "networking: {address: 192.0.2.1, inbound: [{port: 80, tags:"
                        + " {kuma.io/service: web}}]}"))));
    manager.create(
        CoreTypes.DATAPLANE_INSIGHT,
        Resource.of(
            CoreTypes.DATAPLANE_INSIGHT.key("m", name),
            CODEC.toSpec(
                CoreTypes.DATAPLANE_INSIGHT,
                CODEC.parseYaml("subscriptions: [" + subscriptions + "]"))));
  }

  private static String connected(String controlPlane) {
    return "{id: %s, controlPlaneInstanceId: %s, connectTime: '2026-01-01T00:00:00Z'}"
        .formatted(controlPlane, controlPlane);
  }

  private static String left(String controlPlane) {
    return connected(controlPlane).replace("}", ", disconnectTime: '2026-01-01T00:00:00Z'}");
  }

  private DataplaneInsight insight(String name) {
    return manager
        .find(CoreTypes.DATAPLANE_INSIGHT, CoreTypes.DATAPLANE_INSIGHT.key("m", name))
        .orElseThrow()
        .spec();
  }

  private boolean exists(String name) {
    return manager.find(CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key("m", name)).isPresent();
  }

  private void lookAfter(Duration time) {
    clock.now = clock.now.plus(time);
    absent.look();
  }

  @Test
  void connectionsEndSomeTimeAfterTheirControlPlane() {
    election.enter("cp-2");
    proxy("here", connected("cp-1"));
    proxy("there", connected("cp-2"));
    lookAfter(IDLE.multipliedBy(2));
    assertThat(insight("there").isOnline()).isTrue();

    election.leave("cp-2");
    absent.look();
    lookAfter(IDLE.minusSeconds(1));
    assertThat(insight("there").isOnline()).as("it may come back").isTrue();
    lookAfter(Duration.ofSeconds(1));
    DiscoverySubscription ended = insight("there").subscriptions().get(0);
    assertThat(ended.disconnectTime()).isEqualTo(clock.now);
    assertThat(insight("here").isOnline()).isTrue();
  }

  @Test
  void oneThatReturnsIsMissedAnew() {
    proxy("there", connected("cp-2"));
    absent.look();
    election.enter("cp-2");
    lookAfter(IDLE);
    election.leave("cp-2");
    lookAfter(Duration.ofSeconds(1));
    lookAfter(IDLE.minusSeconds(1));
    assertThat(insight("there").isOnline()).isTrue();
    lookAfter(Duration.ofSeconds(1));
    assertThat(insight("there").isOnline()).isFalse();
  }

  @Test
  void whatANewerConnectionSaysStands() {
    proxy("moved", connected("cp-2") + ", " + connected("cp-1"));
    absent.look();
    lookAfter(IDLE);
    assertThat(insight("moved").subscriptions().get(0).isOnline()).isFalse();
    assertThat(insight("moved").isOnline()).isTrue();
  }

  @Test
  void dataplanesGoWhenTheirProxiesWereAwayForLong() {
    proxy("online", connected("cp-1"));
    proxy("offline", left("cp-1"));
    proxy("returned", left("cp-1") + ", " + connected("cp-1"));
    lookAfter(AGE);
    assertThat(exists("offline")).isTrue();
    lookAfter(Duration.ofSeconds(1));
    assertThat(exists("offline")).isFalse();
    assertThat(exists("online")).isTrue();
    assertThat(exists("returned")).isTrue();
  }

  @Test
  void aDataplaneThatWasNeverSeenStays() {
    proxy("planned", "");
    lookAfter(AGE.multipliedBy(2));
    assertThat(exists("planned")).isTrue();
  }

  @Test
  void onlyTheLeaderActs() {
    proxy("there", connected("cp-2"));
    proxy("offline", left("cp-1"));
    election.lose();
    absent.look();
    lookAfter(AGE.multipliedBy(2));
    assertThat(insight("there").isOnline()).isTrue();
    assertThat(exists("offline")).isTrue();
  }

  @Test
  void looksOncePerMinuteOrAsOftenAsConnectionsMayEnd() {
    assertThat(absent.interval()).isEqualTo(Duration.ofMinutes(1));
    Duration brief = Duration.ofSeconds(3);
    assertThat(
            new AbsentProxies(manager, election, clock, "cp-1", new InsightRetention(2, brief, AGE))
                .interval())
        .isEqualTo(brief);
  }
}
