package io.kuma.core.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.manager.ControlPlane.Environment;
import io.kuma.core.manager.ControlPlane.Mode;
import io.kuma.model.ResourceType;
import io.kuma.model.Violation;
import io.kuma.model.Violations;
import io.kuma.resource.CoreTypes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where resources may come from; how labels are spelled the REST recordings show. */
class LabelRulesTest {
  private static final ControlPlane GLOBAL =
      new ControlPlane(Mode.GLOBAL, Environment.UNIVERSAL, null, false);
  private static final ControlPlane FEDERATED =
      new ControlPlane(Mode.ZONE, Environment.UNIVERSAL, "east", true);
  private static final ControlPlane ALONE = ControlPlane.standalone("east");
  private static final ResourceType<?> ROUTE = CoreTypes.MESH_HTTP_ROUTE;

  @Test
  void globalTakesWhatIsItsOwn() {
    assertThat(check(GLOBAL, ROUTE, Map.of())).isEmpty();
    assertThat(check(GLOBAL, ROUTE, Map.of("kuma.io/origin", "global"))).isEmpty();
    assertThat(check(GLOBAL, ROUTE, Map.of("kuma.io/origin", "zone")))
        .containsExactly(origin("the origin label must be set to 'global'"));
  }

  @Test
  void aFederatedZoneWantsToBeTold() {
    assertThat(check(FEDERATED, ROUTE, Map.of("kuma.io/origin", "zone"))).isEmpty();
    assertThat(check(FEDERATED, ROUTE, Map.of()))
        .containsExactly(origin("the origin label must be set to 'zone'"));
    assertThat(check(FEDERATED, ROUTE, Map.of("kuma.io/origin", "global")))
        .containsExactly(origin("the origin label must be set to 'zone'"));
    // Types of before there were origins need not say it.
    assertThat(check(FEDERATED, CoreTypes.DATAPLANE, Map.of())).isEmpty();
  }

  @Test
  void aZoneOfItsOwnTakesBoth() {
    assertThat(check(ALONE, ROUTE, Map.of())).isEmpty();
    assertThat(check(ALONE, ROUTE, Map.of("kuma.io/origin", "global"))).isEmpty();
  }

  @Test
  void originsAreTwo() {
    assertThat(check(ALONE, ROUTE, Map.of("kuma.io/origin", "moon")))
        .containsExactly(origin("unknown resource origin \"moon\""));
  }

  @Test
  void whatIsOfThisZoneNamesThisZone() {
    assertThat(check(ALONE, ROUTE, Map.of("kuma.io/zone", "west", "kuma.io/mesh", "other")))
        .containsExactlyInAnyOrder(
            new Violation("labels[\"kuma.io/zone\"]", "kuma.io/zone label should have east value"),
            new Violation(
                "labels[\"kuma.io/mesh\"]",
                "kuma.io/mesh label must not differ from mesh set on resource"));
    assertThat(check(ALONE, ROUTE, Map.of("kuma.io/zone", "west", "kuma.io/origin", "global")))
        .isEmpty();
  }

  @Test
  void onlyAZoneOfItsOwnLetsEverybodyWriteEverything() {
    assertThat(new LabelRules(GLOBAL).restrictsWriters()).isTrue();
    assertThat(new LabelRules(FEDERATED).restrictsWriters()).isTrue();
    assertThat(new LabelRules(ALONE).restrictsWriters()).isFalse();
  }

  private static List<Violation> check(
      ControlPlane controlPlane, ResourceType<?> type, Map<String, String> labels) {
    Violations violations = new Violations();
    new LabelRules(controlPlane).check(type, labels, "m", violations);
    return violations.toList();
  }

  private static Violation origin(String message) {
    return new Violation("labels[\"kuma.io/origin\"]", message);
  }
}
