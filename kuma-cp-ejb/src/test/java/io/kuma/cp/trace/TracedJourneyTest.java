package io.kuma.cp.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.event.Change;
import io.kuma.core.event.Changes;
import io.kuma.core.metric.RequestTimes;
import io.kuma.core.snapshot.SnapshotDelta;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** How much is shown of writes that concern many proxies, and of many writes at a time. */
class TracedJourneyTest {
  private final Seen seen = new Seen();
  private final OpenTelemetryTraces traces =
      new OpenTelemetryTraces(Resource.getDefault(), seen, Duration.ofMillis(200));
  private final Changes changes = new Changes();

  /** Keeps what it is given. */
  private static final class Seen implements SpanExporter {
    private final List<SpanData> spans = new CopyOnWriteArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> exported) {
      spans.addAll(exported);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    List<SpanData> named(String name) {
      return spans.stream().filter(span -> span.getName().equals(name)).toList();
    }

    long number(String attribute) {
      Long found =
          named("delivery")
              .get(0)
              .getAttributes()
              .get(AttributeKey.longKey("kuma.proxies." + attribute));
      return found == null ? -1 : found;
    }
  }

  private static ResourceKey policy(int number) {
    return CoreTypes.MESH_HTTP_ROUTE.key("m", "route-" + number);
  }

  private static ResourceKey proxy(int number) {
    return CoreTypes.DATAPLANE.key("m", "web-" + number);
  }

  /** As many writes by requests of their own, and the snapshot that shows them all. */
  private Journey depart(int writes) {
    traces.listen(changes);
    RequestTimes requests = traces.follow(RequestTimes.NONE);
    TreeSet<ResourceKey> keys = new TreeSet<>();
    for (int i = 0; i < writes; i++) {
      requests.began("PUT", name -> null);
      changes.publish(List.of(new Change(policy(i))));
      requests.answered("PUT", "/", 200, Duration.ZERO);
      keys.add(policy(i));
    }
    return traces.depart("m", new SnapshotDelta(keys, new TreeSet<>(), true, new TreeSet<>()));
  }

  @Test
  void aThousandProxiesAreCountedAndTwentyOfThemShown() {
    Journey journey = depart(1);
    for (int i = 0; i < 1000; i++) {
      journey.expect();
    }
    journey.departed();
    for (int i = 0; i < 1000; i++) {
      Journey.Leg leg = journey.changed(proxy(i));
      leg.acknowledged();
    }
    traces.close();
    assertThat(seen.named("push")).hasSize(TracedJourney.PROXIES);
    assertThat(seen.named("delivery")).hasSize(1);
    assertThat(seen.number("looked_at")).isEqualTo(1000);
    assertThat(seen.number("acknowledged")).isEqualTo(1000);
    assertThat(seen.number("unanswered")).isZero();
  }

  @Test
  void whoDoesNotAnswerIsNotWaitedForForever() {
    Journey journey = depart(1);
    List<Journey.Leg> legs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      journey.expect();
      legs.add(journey.changed(proxy(i)));
    }
    journey.departed();
    legs.get(0).acknowledged();
    legs.get(1).lost();
    traces.close();
    assertThat(seen.number("unanswered")).isEqualTo(1);
    assertThat(seen.number("lost")).isEqualTo(1);
    legs.get(2).acknowledged();
  }

  @Test
  void oneSnapshotIsFollowedForTenWritesAndItsProxiesOnce() {
    Journey journey = depart(30);
    journey.expect();
    journey.departed();
    journey.changed(proxy(1)).acknowledged();
    traces.close();
    assertThat(seen.named("delivery")).hasSize(OpenTelemetryTraces.WRITES);
    assertThat(seen.named("push"))
        .singleElement()
        .satisfies(push -> assertThat(push.getLinks()).hasSize(OpenTelemetryTraces.WRITES - 1));
  }

  @Test
  void whatNobodyWroteIsNotFollowed() {
    assertThat(depart(0)).isSameAs(Journey.NONE);
    traces.close();
    assertThat(seen.spans).isEmpty();
  }
}
