package io.kuma.core.defaults;

import io.kuma.core.ca.EnvoyAdminCa;
import io.kuma.core.ca.MeshAuthorityRules;
import io.kuma.core.ca.MeshIdentityRules;
import io.kuma.core.manager.ClusterId;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.ControlPlane.Mode;
import io.kuma.core.manager.DataplaneRules;
import io.kuma.core.manager.DefaultMesh;
import io.kuma.core.manager.Essential;
import io.kuma.core.manager.InitialResources;
import io.kuma.core.manager.InsightRules;
import io.kuma.core.manager.MeshRules;
import io.kuma.core.manager.OwnZone;
import io.kuma.core.manager.ReportedByZoneRules;
import io.kuma.core.manager.ResourceRules;
import io.kuma.core.manager.ZoneProxyRules;
import io.kuma.core.manager.ZoneRules;
import io.kuma.core.role.AccessRoleRules;
import io.kuma.core.token.MeshSigningKeyRules;
import io.kuma.core.token.SigningKeys;
import io.kuma.core.vip.VipRules;
import io.kuma.model.ResourceTypes;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of all core types, and what has to exist, in the order in which they count (contract
 * 3.5).
 */
public final class CoreRules {
  private CoreRules() {}

  /**
   * The rules, in the order in which they run.
   *
   * @param initial policies that come with a new mesh
   * @param unsafeDelete delete meshes with all that is in them, {@code KUMA_STORE_UNSAFE_DELETE}
   */
  public static List<ResourceRules<?>> rules(
      ResourceTypes types,
      ControlPlane controlPlane,
      InitialResources initial,
      boolean unsafeDelete,
      Clock clock,
      SecureRandom random) {
    List<ResourceRules<?>> rules = new ArrayList<>();
    if (controlPlane.mode() == Mode.GLOBAL) {
      // First, because the first who names an owner decides.
      types.all().stream()
          .filter(ReportedByZoneRules::concern)
          .forEach(type -> rules.add(new ReportedByZoneRules<>(type)));
    }
    rules.add(new MeshAuthorityRules(clock, random));
    rules.add(new MeshSigningKeyRules(random));
    rules.add(new MeshRules(types, initial, unsafeDelete));
    if (controlPlane.zone() != null) {
      rules.add(new MeshIdentityRules(controlPlane, clock, random));
      rules.add(new DataplaneRules(controlPlane.zone()));
    }
    rules.add(new ZoneRules(unsafeDelete));
    rules.add(new VipRules());
    rules.addAll(ZoneProxyRules.ALL);
    rules.addAll(InsightRules.ALL);
    rules.add(new AccessRoleRules(types));
    return List.copyOf(rules);
  }

  /**
   * What is made at the start if it is missing. The administrator's token follows when there are
   * user tokens.
   *
   * @param skipMesh {@code KUMA_DEFAULTS_SKIP_MESH_CREATION}
   * @param skipHostnameGenerators {@code KUMA_DEFAULTS_SKIP_HOSTNAME_GENERATORS}
   */
  public static List<Essential<?>> essentials(
      ControlPlane controlPlane,
      Clock clock,
      SecureRandom random,
      boolean skipMesh,
      boolean skipHostnameGenerators) {
    List<Essential<?>> essentials = new ArrayList<>();
    if (!controlPlane.federated()) {
      // A zone below a global control plane gets that of all of them.
      essentials.add(ClusterId.essential());
    }
    if (controlPlane.zone() != null) {
      essentials.add(OwnZone.essential(controlPlane.zone()));
    }
    essentials.add(SigningKeys.essential(SigningKeys.USER_PREFIX, random));
    essentials.add(SigningKeys.essential(SigningKeys.ZONE_PREFIX, random));
    essentials.add(EnvoyAdminCa.essential(clock, random));
    if (!skipMesh) {
      essentials.add(DefaultMesh.essential());
    }
    if (!skipHostnameGenerators) {
      essentials.addAll(DefaultHostnameGenerators.of(controlPlane));
    }
    return List.copyOf(essentials);
  }
}
