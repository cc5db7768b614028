package io.kuma.xds.ads;

import static io.kuma.xds.cache.XdsType.CLUSTER;
import static io.kuma.xds.cache.XdsType.LISTENER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.kuma.xds.cache.ProxySnapshot;
import io.kuma.xds.cache.XdsType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdsStreamTest {
  private static final Node NODE = Node.newBuilder().setId("m.web-1").build();

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final FakeCall<DiscoveryResponse> call = new FakeCall<>();
  private final Behind behind = new Behind();
  private final AdsStream<DiscoveryRequest, DiscoveryResponse> stream =
      new AdsStream<>(
          new SotwSession("cp", Duration.ofSeconds(5)),
          call,
          (opened, node, credential) -> {
            behind.heard.add("open " + node.getId() + " with " + credential);
            if (behind.refusal != null) {
              throw behind.refusal;
            }
            return behind;
          },
          new Surroundings(tasks::add, timer, Clock.systemUTC(), "cp", Duration.ofSeconds(5)),
          "token");

  AdsStreamTest() {
    stream.start();
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  /** What the stream tells, and the snapshot that it asks for. */
  private static final class Behind implements ProxyConnection {
    final List<String> heard = new ArrayList<>();
    @Nullable StreamRefused refusal;
    @Nullable ProxySnapshot snapshot;
    boolean broken;

    @Override
    public Optional<ProxySnapshot> snapshot() {
      if (broken) {
        throw new IllegalStateException("broken");
      }
      return Optional.ofNullable(snapshot);
    }

    @Override
    public void nodeChanged(Node node) {
      heard.add("node " + node.getId());
    }

    @Override
    public void sent(XdsType type) {
      heard.add("sent " + type);
    }

    @Override
    public void settled(ProxySnapshot looked) {}

    @Override
    public void acknowledged(XdsType type) {
      heard.add("acknowledged " + type);
    }

    @Override
    public void rejected(XdsType type, String reason) {
      heard.add("rejected " + type + ": " + reason);
    }

    @Override
    public void closed() {
      heard.add("closed");
    }
  }

  private void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private void show(Snapshots snapshot) {
    behind.snapshot = snapshot.build();
    stream.wake();
    run();
  }

  private static DiscoveryRequest.Builder request(XdsType type) {
    return DiscoveryRequest.newBuilder().setTypeUrl(type.url());
  }

  private void ask(DiscoveryRequest.Builder request) {
    stream.onNext(request.build());
    run();
  }

  private List<String> texts() {
    return call.sent.stream()
        .flatMap(response -> response.getResourcesList().stream())
        .map(Snapshots::text)
        .toList();
  }

  @Test
  void remembersTheNodeOfTheFirstMessage() {
    ask(request(CLUSTER).setNode(NODE));
    ask(request(LISTENER));
    ask(request(CLUSTER).setNode(NODE));
    ask(request(CLUSTER).setNode(Node.newBuilder().setId("m.web-2")));
    assertThat(behind.heard).containsExactly("open m.web-1 with token", "node m.web-2");
  }

  @Test
  void refusesAStreamThatDoesNotNameItsNode() {
    ask(request(CLUSTER));
    assertThat(call.error).hasMessageContaining("the first request of a stream must name its node");
    assertThat(behind.heard).isEmpty();
  }

  @Test
  void saysWhyItRefuses() {
    behind.refusal = new StreamRefused("authentication failed");
    ask(request(CLUSTER).setNode(NODE));
    assertThat(call.error).hasMessage("UNKNOWN: authentication failed");
  }

  @Test
  void sendsWhenThereIsSomethingToSend() {
    ask(request(CLUSTER).setNode(NODE));
    assertThat(call.sent).isEmpty();
    show(Snapshots.of(CLUSTER, "a", "1"));
    assertThat(texts()).containsExactly("a: 1");
    ask(
        request(CLUSTER)
            .setVersionInfo(call.sent.get(0).getVersionInfo())
            .setResponseNonce(call.sent.get(0).getNonce()));
    assertThat(behind.heard)
        .containsExactly("open m.web-1 with token", "sent CLUSTER", "acknowledged CLUSTER");
  }

  @Test
  void passesOnWhyAProxyRefuses() {
    ask(request(CLUSTER).setNode(NODE));
    show(Snapshots.of(CLUSTER, "a", "1"));
    ask(
        request(CLUSTER)
            .setResponseNonce(call.sent.get(0).getNonce())
            .setErrorDetail(Status.newBuilder().setMessage("no")));
    assertThat(behind.heard).contains("rejected CLUSTER: no");
  }

  /** States, not events: what could not be sent in time is not sent at all. */
  @Test
  void aSlowProxyGetsTheNewestWhenItCanTakeIt() {
    call.ready = false;
    ask(request(CLUSTER).setNode(NODE));
    show(Snapshots.of(CLUSTER, "a", "1"));
    show(Snapshots.of(CLUSTER, "a", "2"));
    show(Snapshots.of(CLUSTER, "a", "3"));
    assertThat(call.sent).isEmpty();
    call.becomeReady();
    run();
    assertThat(texts()).containsExactly("a: 3");
  }

  @Test
  void manyWakesAreOne() {
    ask(request(CLUSTER).setNode(NODE));
    stream.wake();
    stream.wake();
    stream.wake();
    assertThat(tasks).hasSize(1);
  }

  @Test
  void takesTheNextMessageOnlyWhenTheLastIsDone() {
    assertThat(call.requested).isEqualTo(1);
    stream.onNext(request(CLUSTER).setNode(NODE).build());
    assertThat(call.requested).isEqualTo(1);
    run();
    assertThat(call.requested).isEqualTo(2);
  }

  @Test
  void goesOnAfterAFailure() {
    ask(request(CLUSTER).setNode(NODE));
    behind.broken = true;
    stream.wake();
    run();
    behind.broken = false;
    show(Snapshots.of(CLUSTER, "a", "1"));
    assertThat(texts()).containsExactly("a: 1");
    assertThat(call.error).isNull();
  }

  @Test
  void tellsOnceThatItHasEnded() {
    ask(request(CLUSTER).setNode(NODE));
    stream.onCompleted();
    call.cancel();
    stream.end(io.grpc.Status.UNAVAILABLE);
    show(Snapshots.of(CLUSTER, "a", "1"));
    assertThat(call.completed).isTrue();
    assertThat(call.error).isNull();
    assertThat(call.sent).isEmpty();
    assertThat(behind.heard).containsExactly("open m.web-1 with token", "closed");
  }

  @Test
  void endsAsItIsTold() {
    ask(request(CLUSTER).setNode(NODE));
    stream.end(io.grpc.Status.UNAVAILABLE.withDescription("replaced"));
    run();
    assertThat(call.error).hasMessage("UNAVAILABLE: replaced");
    assertThat(behind.heard).endsWith("closed");
  }
}
