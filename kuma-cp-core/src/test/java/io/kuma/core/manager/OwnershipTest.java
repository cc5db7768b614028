package io.kuma.core.manager;

import static io.kuma.core.manager.Dataplanes.sidecar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.model.Failure.Invalid;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.model.Violation;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.zone.Zone;
import io.kuma.resource.zoneinsight.ZoneInsight;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes along when something is deleted. */
class OwnershipTest {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();
  private static final Map<String, String> OF_EAST =
      Map.of(Labels.ORIGIN, "zone", Labels.ZONE, "east");

  private final TestControlPlane standalone = TestControlPlane.standalone();
  private final TestControlPlane global = TestControlPlane.global();

  @ParameterizedTest
  @CsvSource({
    "zones, zone-insights",
    "meshes, mesh-insights",
    "zoneingresses, zone-ingress-insights",
    "zoneegresses, zoneegressinsights"
  })
  void insightsGoWithTheirSubject(String subject, String insight) {
    ResourceManager manager = standalone.manager();
    ResourceType<?> insights = type(insight);
    assertThatThrownBy(() -> create(manager, insights, "one", "{}")).isInstanceOf(NotFound.class);

    create(manager, type(subject), "one", "{networking: {address: 192.0.2.1, port: 10001}}");
    create(manager, insights, "one", "{}");
    manager.delete(type(subject), type(subject).key("", "one"));

    assertThat(manager.list(insights, null)).isEmpty();
  }

  @Test
  void theServicesOfAMeshGoWithIt() {
    standalone.createMesh("m");
    Resource<?> insight =
        Resource.of(
            CoreTypes.SERVICE_INSIGHT.key("m", "all-services-m"),
            CODEC.toSpec(CoreTypes.SERVICE_INSIGHT, CODEC.parseYaml("{}")));
    standalone.manager().create(CoreTypes.SERVICE_INSIGHT, CoreTypes.SERVICE_INSIGHT.cast(insight));

    standalone.manager().delete(CoreTypes.MESH, CoreTypes.MESH.key("", "m"));

    assertThat(standalone.manager().list(CoreTypes.SERVICE_INSIGHT, null)).isEmpty();
  }

  @Test
  void aZoneStaysWhileItIsConnected() {
    createConnectedZone(global.manager());

    assertThatThrownBy(() -> deleteEast(global.manager()))
        .isInstanceOfSatisfying(
            Invalid.class,
            e ->
                assertThat(e.violations())
                    .containsExactly(
                        new Violation(
                            "zone",
                            "unable to delete Zone, Zone CP is still connected, please shut it down"
                                + " first")));
  }

  @Test
  void aZoneGoesWhenItIsDisconnected() {
    ResourceManager manager = global.manager();
    createConnectedZone(manager);
    Resource<ZoneInsight> insight =
        manager.list(CoreTypes.ZONE_INSIGHT, null).get(0).withSpec(ZoneInsight.EMPTY);
    manager.update(CoreTypes.ZONE_INSIGHT, insight);

    deleteEast(manager);

    assertThat(manager.list(CoreTypes.ZONE, null)).isEmpty();
  }

  @Test
  void aConnectedZoneGoesIfToldTo() {
    ResourceManager manager = TestControlPlane.unsafe().manager();
    createConnectedZone(manager);

    deleteEast(manager);

    assertThat(manager.list(CoreTypes.ZONE, null)).isEmpty();
  }

  @Test
  void whatAZoneReportedGoesWithTheZone() {
    ResourceManager manager = global.manager();
    global.createMesh("m");
    manager.create(CoreTypes.ZONE, Resource.of(CoreTypes.ZONE.key("", "east"), Zone.EMPTY));
    Resource<Dataplane> proxy = sidecar("m", "d", Map.of("kuma.io/service", "web"));
    manager.create(CoreTypes.DATAPLANE, proxy.withMeta(proxy.meta().withLabels(OF_EAST)));
    // Before its subject, as it may come.
    create(manager, CoreTypes.ZONE_EGRESS_INSIGHT, "e", "{}");
    create(manager, CoreTypes.ZONE_EGRESS, "e", "{networking: {port: 10002}}");

    deleteEast(manager);

    assertThat(manager.list(CoreTypes.DATAPLANE, null)).isEmpty();
    assertThat(manager.list(CoreTypes.ZONE_EGRESS, null)).isEmpty();
    assertThat(manager.list(CoreTypes.ZONE_EGRESS_INSIGHT, null)).isEmpty();
    assertThat(manager.list(CoreTypes.MESH, null)).hasSize(1);
  }

  @Test
  void nothingIsReportedByAZoneThatIsNotThere() {
    assertThatThrownBy(() -> create(global.manager(), CoreTypes.ZONE_EGRESS_INSIGHT, "e", "{}"))
        .isInstanceOf(NotFound.class);
  }

  private static void createConnectedZone(ResourceManager manager) {
    manager.create(CoreTypes.ZONE, Resource.of(CoreTypes.ZONE.key("", "east"), Zone.EMPTY));
    create(
        manager,
        CoreTypes.ZONE_INSIGHT,
        "east",
        "{subscriptions: [{id: a, connectTime: '2030-01-01T00:00:00Z'}]}");
  }

  private static void deleteEast(ResourceManager manager) {
    manager.delete(CoreTypes.ZONE, CoreTypes.ZONE.key("", "east"));
  }

  private static <S extends Spec> void create(
      ResourceManager manager, ResourceType<S> type, String name, String yaml) {
    Resource<S> resource =
        Resource.of(type.key("", name), CODEC.toSpec(type, CODEC.parseYaml(yaml)));
    manager.create(type, resource.withMeta(resource.meta().withLabels(OF_EAST)));
  }

  private static ResourceType<?> type(String path) {
    return CoreTypes.ALL.stream()
        .filter(type -> type.path().equals(path))
        .findFirst()
        .orElseThrow();
  }
}
