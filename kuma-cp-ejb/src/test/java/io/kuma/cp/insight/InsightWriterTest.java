package io.kuma.cp.insight;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.event.Changes;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.InsightRules;
import io.kuma.core.manager.TransactionalResourceManager;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.Stats;
import io.kuma.resource.mesh.Mesh;
import io.kuma.xds.cache.XdsType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InsightWriterTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ResourceKey DATAPLANE = CoreTypes.DATAPLANE.key("m", "web-1");
  private static final ResourceKey INSIGHT = CoreTypes.DATAPLANE_INSIGHT.key("m", "web-1");
  private static final JsonNode METADATA =
      new JacksonResourceCodec()
          .parseYaml(
              "{features: [feature-delta-grpc], dynamicMetadata: {version.dependencies.coredns: '1.8'},"
                  + " version: {kumaDp: {version: 2.14.3, gitTag: v2.14.3},"
                  + " envoy: {version: 1.38.2, kumaDpCompatible: true}}}");

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final MemoryResourceStore store = new MemoryResourceStore(clock, new Changes());
  private final TransactionalResourceManager manager =
      new TransactionalResourceManager(
          store, store::required, ControlPlane.standalone("default"), InsightRules.ALL);
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final InsightWriter writer = new InsightWriter(manager, clock, tasks::add, "cp-1", 2);

  @BeforeEach
  void prepare() {
    manager.create(CoreTypes.MESH, Resource.of(CoreTypes.MESH.key("", "m"), Mesh.EMPTY));
    manager.create(CoreTypes.DATAPLANE, Resource.of(DATAPLANE, dataplane()));
  }

  private static Dataplane dataplane() {
    JacksonResourceCodec codec = new JacksonResourceCodec();
    return codec.toSpec(
        CoreTypes.DATAPLANE,
        codec.parseYaml(
            "networking: {address: 192.0.2.1, inbound: [{port: 80, tags: {kuma.io/service: web}}]}"));
  }

  private void writeAll() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private ConnectionInsight open() {
    ConnectionInsight connection = writer.opened(DATAPLANE, METADATA);
    connection.sent(XdsType.CLUSTER, NOW);
    writer.began(connection);
    return connection;
  }

  private DataplaneInsight written() {
    return manager.find(CoreTypes.DATAPLANE_INSIGHT, INSIGHT).orElseThrow().spec();
  }

  private List<String> ids() {
    return written().subscriptions().stream().map(DiscoverySubscription::id).toList();
  }

  @Test
  void isWrittenWithTheFirstResponse() {
    ConnectionInsight connection = writer.opened(DATAPLANE, METADATA);
    writeAll();
    assertThat(manager.find(CoreTypes.DATAPLANE_INSIGHT, INSIGHT)).isEmpty();

    connection.sent(XdsType.CLUSTER, NOW);
    writer.began(connection);
    writeAll();

    DiscoverySubscription subscription = written().subscriptions().get(0);
    assertThat(subscription.controlPlaneInstanceId()).isEqualTo("cp-1");
    assertThat(subscription.connectTime()).isEqualTo(NOW);
    assertThat(subscription.isOnline()).isTrue();
    assertThat(subscription.generation()).isEqualTo(1);
    DiscoverySubscription.Version version = requireNonNull(subscription.version());
    assertThat(requireNonNull(version.kumaDp()).version()).isEqualTo("2.14.3");
    assertThat(requireNonNull(version.envoy()).version()).isEqualTo("1.38.2");
    assertThat(version.dependencies()).containsEntry("coredns", "1.8");
    assertThat(written().metadata()).isEqualTo(METADATA);
  }

  @Test
  void countsByKindAndInAll() {
    ConnectionInsight connection = open();
    connection.acknowledged(XdsType.CLUSTER, NOW);
    connection.sent(XdsType.LISTENER, NOW);
    connection.rejected(XdsType.LISTENER, "no such filter", NOW);
    connection.sent(XdsType.SECRET, NOW);
    writer.flush();
    writeAll();

    DiscoverySubscription.Status status = requireNonNull(written().subscriptions().get(0).status());
    assertThat(status.cds()).isEqualTo(new Stats(1, 1, 0));
    assertThat(status.lds()).isEqualTo(new Stats(1, 0, 1));
    assertThat(status.eds()).isEqualTo(Stats.NONE);
    assertThat(status.total()).isEqualTo(new Stats(3, 1, 1));
    assertThat(status.lastUpdateTime()).isEqualTo(NOW);
  }

  @Test
  void keepsTheReasonOfARefusalBesideTheMetadata() {
    ConnectionInsight connection = open();
    connection.rejected(XdsType.LISTENER, "no such filter", NOW);
    writer.flush();
    writeAll();
    JsonNode metadata = requireNonNull(written().metadata());
    assertThat(metadata.at("/lastRejection/reason").asText()).isEqualTo("no such filter");
    assertThat(metadata.at("/lastRejection/type").asText()).isEqualTo(XdsType.LISTENER.url());
    assertThat(metadata.path("features")).isEqualTo(METADATA.path("features"));
  }

  @Test
  void writesNothingWhereNothingHappened() {
    open();
    writer.flush();
    writeAll();
    long version = version();
    writer.flush();
    assertThat(tasks).isEmpty();
    writeAll();
    assertThat(version()).isEqualTo(version);
  }

  @Test
  void theEndIsWrittenAtOnce() {
    ConnectionInsight connection = open();
    writer.closed(connection);
    writeAll();
    assertThat(written().isOnline()).isFalse();
    assertThat(written().subscriptions().get(0).disconnectTime()).isEqualTo(NOW);
  }

  @Test
  void keepsTheNewestConnectionsInTheirOrder() {
    ConnectionInsight first = open();
    writeAll();
    ConnectionInsight second = open();
    writeAll();
    writer.closed(first);
    writeAll();
    List<String> two = ids();
    assertThat(written().subscriptions().get(0).isOnline()).isFalse();
    assertThat(written().subscriptions().get(1).isOnline()).isTrue();

    ConnectionInsight third = open();
    writer.closed(second);
    writeAll();
    assertThat(ids()).hasSize(2).startsWith(two.get(1)).doesNotContain(two.get(0));
    writer.closed(third);
    writeAll();
    assertThat(written().isOnline()).isFalse();
  }

  @Test
  void anEndedConnectionDoesNotComeBack() {
    ConnectionInsight first = open();
    writeAll();
    open();
    open();
    writeAll();
    List<String> newest = ids();
    writer.closed(first);
    writeAll();
    assertThat(ids()).isEqualTo(newest);
    assertThat(written().isOnline()).isTrue();
  }

  @Test
  void countsCertificatesOverConnections() {
    ConnectionInsight first = open();
    first.certified("ca-1", NOW, NOW.plusSeconds(60));
    first.certified("ca-1", NOW, NOW.plusSeconds(90));
    writeAll();
    ConnectionInsight second = open();
    writeAll();
    assertThat(requireNonNull(written().mtls()).certificateRegenerations()).isEqualTo(2);
    second.certified("ca-2", NOW, NOW.plusSeconds(120));
    writer.flush();
    writeAll();
    DataplaneInsight.Mtls mtls = requireNonNull(written().mtls());
    assertThat(mtls.certificateRegenerations()).isEqualTo(3);
    assertThat(mtls.issuedBackend()).isEqualTo("ca-2");
    assertThat(mtls.supportedBackends()).containsExactly("ca-2");
    assertThat(mtls.certificateExpirationTime()).isEqualTo(NOW.plusSeconds(120));
  }

  @Test
  void goesOnAfterTheInsightWasDeleted() {
    ConnectionInsight connection = open();
    writeAll();
    manager.delete(CoreTypes.DATAPLANE_INSIGHT, INSIGHT);
    connection.acknowledged(XdsType.CLUSTER, NOW);
    writer.flush();
    writeAll();
    assertThat(written().isOnline()).isTrue();
  }

  @Test
  void isSilentAboutADataplaneThatIsGone() {
    ConnectionInsight connection = open();
    writeAll();
    manager.delete(CoreTypes.DATAPLANE, DATAPLANE);
    writer.closed(connection);
    writeAll();
    assertThat(manager.find(CoreTypes.DATAPLANE_INSIGHT, INSIGHT)).isEmpty();
  }

  private long version() {
    return manager.find(CoreTypes.DATAPLANE_INSIGHT, INSIGHT).orElseThrow().meta().version();
  }
}
