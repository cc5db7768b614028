package io.kuma.core.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.defaults.CoreRules;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.globalsecret.GlobalSecret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class EssentialsTest {
  private static final ResourceKey KEY = CoreTypes.GLOBAL_SECRET.key("", "needed");

  private final ResourceManager manager = TestControlPlane.standalone().manager();

  @Test
  void makesWhatAControlPlaneNeeds() {
    List<Essential<?>> essentials =
        CoreRules.essentials(Clock.systemUTC(), new SecureRandom(), false);

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
    // Nobody asked for them, so nobody is named as their origin; upstream does the same.
    assertThat(manager.list(CoreTypes.GLOBAL_SECRET, null))
        .allSatisfy(secret -> assertThat(secret.meta().labels()).isEmpty());
  }

  @Test
  void leavesOutTheMeshIfToldTo() {
    new Essentials(manager)
        .ensure(CoreRules.essentials(Clock.systemUTC(), new SecureRandom(), true));

    assertThat(manager.list(CoreTypes.MESH, null)).isEmpty();
  }

  @Test
  void leavesAloneWhatIsThere() {
    new Essentials(manager).ensure(List.of(essential("first")));
    new Essentials(manager).ensure(List.of(essential("second")));

    assertThat(stored()).isEqualTo("first");
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
