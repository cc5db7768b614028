package io.kuma.policy;

import io.kuma.model.PolicyType;
import io.kuma.model.ResourceType;
import io.kuma.policy.meshhttproute.MeshHttpRoutePlugin;
import io.kuma.policy.meshtimeout.MeshTimeout;
import io.kuma.policy.meshtimeout.MeshTimeoutPlugin;
import io.kuma.policy.meshtimeout.MeshTimeoutValidator;
import io.kuma.policy.meshtls.MeshTls;
import io.kuma.policy.meshtls.MeshTlsPlugin;
import io.kuma.policy.meshtls.MeshTlsValidator;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermission;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermissionPlugin;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermissionValidator;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshhttproute.MeshHttpRoute;
import io.kuma.xds.plugin.PolicyPlugin;
import java.util.List;

/** The policies of this module. */
public final class Policies {
  public static final ResourceType<MeshTls> MESH_TLS =
      ResourceType.of(MeshTls.class, new MeshTlsValidator());
  public static final ResourceType<MeshTimeout> MESH_TIMEOUT =
      ResourceType.of(MeshTimeout.class, new MeshTimeoutValidator());
  public static final ResourceType<MeshTrafficPermission> MESH_TRAFFIC_PERMISSION =
      ResourceType.of(MeshTrafficPermission.class, new MeshTrafficPermissionValidator());

  /** In the order in which they are applied to a proxy (contract section 3.4). */
  public static final List<ResourceType<?>> TYPES =
      List.of(MESH_TLS, MESH_TIMEOUT, MESH_TRAFFIC_PERMISSION);

  /** Who shapes what Envoy is told: one line for each policy, in the order of application. */
  public static final List<PolicyPlugin<?>> PLUGINS =
      List.of(
          new MeshHttpRoutePlugin(
              new PolicyType<>(CoreTypes.MESH_HTTP_ROUTE, MeshHttpRoute.Conf.class, false)),
          new MeshTlsPlugin(new PolicyType<>(MESH_TLS, MeshTls.Conf.class, true)),
          new MeshTimeoutPlugin(new PolicyType<>(MESH_TIMEOUT, MeshTimeout.Conf.class, true)),
          new MeshTrafficPermissionPlugin(
              new PolicyType<>(MESH_TRAFFIC_PERMISSION, MeshTrafficPermission.Conf.class, false)));

  /** What has to be matched for {@link #PLUGINS}, in the same order. */
  public static final List<PolicyType<?, ?>> POLICIES =
      PLUGINS.stream().<PolicyType<?, ?>>map(PolicyPlugin::type).toList();

  private Policies() {}
}
