package io.kuma.core.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.kuma.core.defaults.CoreRules;
import io.kuma.core.manager.ControlPlane.Environment;
import io.kuma.core.manager.ControlPlane.Mode;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.LabelSelector;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.globalsecret.GlobalSecret;
import io.kuma.resource.hostnamegenerator.HostnameGenerator;
import io.kuma.resource.hostnamegenerator.HostnameGenerator.Selector;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EssentialsTest {
  private static final ControlPlane STANDALONE = ControlPlane.standalone("default");
  private static final ResourceKey KEY = CoreTypes.GLOBAL_SECRET.key("", "needed");

  private final ResourceManager manager = TestControlPlane.standalone().manager();

  @Test
  void makesWhatAControlPlaneNeeds() {
    List<Essential<?>> essentials = essentials(ControlPlane.standalone("default"), false, false);

    new Essentials(manager).ensure(essentials);

    assertThat(manager.list(CoreTypes.GLOBAL_SECRET, null))
        .extracting(Resource::name)
        .containsExactly("envoy-admin-ca", "user-token-signing-key-1", "zone-token-signing-key-1");
    assertThat(manager.list(CoreTypes.MESH, null))
        .extracting(Resource::name)
        .containsExactly("default");
    assertThat(manager.list(CoreTypes.SECRET, "default"))
        .extracting(Resource::name)
        .containsExactly("dataplane-token-signing-key-default-1");
    assertThat(manager.list(CoreTypes.ZONE, null))
        .extracting(Resource::name)
        .containsExactly("default");
    assertThat(ClusterId.find(manager).orElseThrow()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-.*");
    // Nobody asked for them, so nobody is named as their origin; upstream does the same.
    assertThat(manager.list(CoreTypes.GLOBAL_SECRET, null))
        .allSatisfy(secret -> assertThat(secret.meta().labels()).isEmpty());
  }

  @Test
  void leavesOutTheMeshIfToldTo() {
    new Essentials(manager).ensure(essentials(ControlPlane.standalone("default"), true, true));

    assertThat(manager.list(CoreTypes.MESH, null)).isEmpty();
    assertThat(manager.list(CoreTypes.HOSTNAME_GENERATOR, null)).isEmpty();
  }

  /** As `kumactl export` of upstream shows them. */
  @Test
  void makesTheGeneratorsOfAZone() {
    new Essentials(manager).ensure(essentials(ControlPlane.standalone("default"), false, false));

    LabelSelector local = LabelSelector.of(Map.of("kuma.io/origin", "zone"));
    assertThat(manager.list(CoreTypes.HOSTNAME_GENERATOR, null))
        .extracting(Resource::name, Resource::spec)
        .containsExactly(
            tuple(
                "local-mesh-external-service",
                new HostnameGenerator(
                    Selector.ofMeshExternalServices(local),
                    "{{ .DisplayName }}.extsvc.mesh.local",
                    null)),
            tuple(
                "local-universal-mesh-service",
                new HostnameGenerator(
                    Selector.ofMeshServices(local), "{{ .DisplayName }}.svc.mesh.local", null)));
    assertThat(manager.list(CoreTypes.HOSTNAME_GENERATOR, null))
        .allSatisfy(
            generator ->
                assertThat(generator.meta().labels()).isEqualTo(Map.of("kuma.io/origin", "zone")));
  }

  @Test
  void leavesTheNamesOfServicesToKubernetes() {
    ControlPlane controlPlane = new ControlPlane(Mode.ZONE, Environment.KUBERNETES, "z", false);

    assertThat(generators(controlPlane)).containsExactly("local-mesh-external-service");
  }

  /** They are valid, or the manager would refuse them. */
  @Test
  void makesTheGeneratorsOfAGlobalControlPlane() {
    ControlPlane global = new ControlPlane(Mode.GLOBAL, Environment.UNIVERSAL, null, false);

    new Essentials(manager).ensure(essentials(global, false, false));

    assertThat(manager.list(CoreTypes.HOSTNAME_GENERATOR, null))
        .extracting(Resource::name)
        .containsExactly(
            "synced-headless-kube-mesh-service",
            "synced-kube-mesh-service",
            "synced-mesh-external-service",
            "synced-mesh-multi-zone-service",
            "synced-universal-mesh-service");
  }

  @Test
  void leavesAloneWhatIsThere() {
    new Essentials(manager).ensure(List.of(essential("first")));
    new Essentials(manager).ensure(List.of(essential("second")));

    assertThat(stored()).isEqualTo("first");
  }

  @Test
  void keepsTheClusterIdAndGivesOneToAnOlderInstallation() {
    List<Essential<?>> older =
        essentials(STANDALONE, false, false).stream()
            .filter(essential -> !essential.key().equals(ClusterId.essential().key()))
            .toList();
    new Essentials(manager).ensure(older);
    assertThat(ClusterId.find(manager)).isEmpty();

    new Essentials(manager).ensure(essentials(STANDALONE, false, false));
    String id = ClusterId.find(manager).orElseThrow();
    new Essentials(manager).ensure(essentials(STANDALONE, false, false));

    assertThat(ClusterId.find(manager)).contains(id);
  }

  @Test
  void controlPlanesThatStartAtOnceShareOneClusterId() throws Exception {
    int count = 8;
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      CyclicBarrier start = new CyclicBarrier(count);
      List<Future<String>> ids = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ids.add(
            threads.submit(
                () -> {
                  start.await();
                  new Essentials(manager).ensure(List.of(ClusterId.essential()));
                  return ClusterId.find(manager).orElseThrow();
                }));
      }
      Set<String> distinct = new HashSet<>();
      for (Future<String> id : ids) {
        distinct.add(id.get());
      }
      assertThat(distinct).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aFederatedZoneWaitsForTheClusterIdOfAll() {
    ControlPlane federated = new ControlPlane(Mode.ZONE, Environment.UNIVERSAL, "east", true);

    new Essentials(manager).ensure(essentials(federated, true, true));

    assertThat(ClusterId.find(manager)).isEmpty();
    assertThat(manager.list(CoreTypes.ZONE, null))
        .extracting(Resource::name)
        .containsExactly("east");
  }

  @Test
  void isContentWhenAnotherControlPlaneWasFaster() {
    Essential<GlobalSecret> overtaken =
        new Essential<>(
            CoreTypes.GLOBAL_SECRET,
            KEY,
            () -> {
              new Essentials(manager).ensure(List.of(essential("other")));
              return secret("own");
            });

    new Essentials(manager).ensure(List.of(overtaken));

    assertThat(stored()).isEqualTo("other");
  }

  @Test
  void doesNotHideAConflictOfAnotherKind() {
    Essential<GlobalSecret> failing =
        new Essential<>(
            CoreTypes.GLOBAL_SECRET,
            KEY,
            () -> {
              throw new Conflict(KEY, "for another reason");
            });

    assertThatThrownBy(() -> new Essentials(manager).ensure(List.of(failing)))
        .isInstanceOf(Conflict.class);
  }

  private static List<Essential<?>> essentials(
      ControlPlane controlPlane, boolean skipMesh, boolean skipGenerators) {
    return CoreRules.essentials(
        controlPlane, Clock.systemUTC(), new SecureRandom(), skipMesh, skipGenerators);
  }

  private static List<String> generators(ControlPlane controlPlane) {
    return essentials(controlPlane, false, false).stream()
        .filter(essential -> essential.type().equals(CoreTypes.HOSTNAME_GENERATOR))
        .map(essential -> essential.key().name())
        .toList();
  }

  private static Essential<GlobalSecret> essential(String content) {
    return new Essential<>(CoreTypes.GLOBAL_SECRET, KEY, () -> secret(content));
  }

  private static GlobalSecret secret(String content) {
    return GlobalSecret.of(content.getBytes(StandardCharsets.UTF_8));
  }

  private String stored() {
    return new String(
        manager.find(CoreTypes.GLOBAL_SECRET, KEY).orElseThrow().spec().content(),
        StandardCharsets.UTF_8);
  }
}
