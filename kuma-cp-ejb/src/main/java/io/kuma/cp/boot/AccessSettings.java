package io.kuma.cp.boot;

import io.kuma.core.access.AccessLists;
import io.kuma.core.access.Action;
import io.kuma.core.access.Permitted;
import java.util.List;
import java.util.Map;

/** Who may do what is not for everybody: users and groups, for each action. */
public record AccessSettings(
    AdminResources adminResources,
    GenerateDpToken generateDpToken,
    GenerateUserToken generateUserToken,
    GenerateZoneToken generateZoneToken,
    ViewConfigDump viewConfigDump,
    ViewStats viewStats,
    ViewClusters viewClusters,
    ControlPlaneMetadata controlPlaneMetadata) {
  static final String ADMIN = "mesh-system:admin";
  static final String EVERYBODY = "mesh-system:unauthenticated,mesh-system:authenticated";

  /** As REST asks for them. */
  public AccessLists lists() {
    return new AccessLists(
        Map.of(
            Action.ADMIN_RESOURCES, new Permitted(adminResources.users, adminResources.groups),
            Action.GENERATE_DATAPLANE_TOKEN,
                new Permitted(generateDpToken.users, generateDpToken.groups),
            Action.GENERATE_USER_TOKEN,
                new Permitted(generateUserToken.users, generateUserToken.groups),
            Action.GENERATE_ZONE_TOKEN,
                new Permitted(generateZoneToken.users, generateZoneToken.groups),
            Action.VIEW_CONFIG_DUMP, new Permitted(viewConfigDump.users, viewConfigDump.groups),
            Action.VIEW_STATS, new Permitted(viewStats.users, viewStats.groups),
            Action.VIEW_CLUSTERS, new Permitted(viewClusters.users, viewClusters.groups),
            Action.CONTROL_PLANE_METADATA,
                new Permitted(controlPlaneMetadata.users, controlPlaneMetadata.groups)));
  }

  public record AdminResources(
      @Setting(env = "KUMA_ACCESS_STATIC_ADMIN_RESOURCES_USERS", value = ADMIN) List<String> users,
      @Setting(env = "KUMA_ACCESS_STATIC_ADMIN_RESOURCES_GROUPS", value = ADMIN)
          List<String> groups) {}

  public record GenerateDpToken(
      @Setting(env = "KUMA_ACCESS_STATIC_GENERATE_DP_TOKEN_USERS", value = ADMIN)
          List<String> users,
      @Setting(env = "KUMA_ACCESS_STATIC_GENERATE_DP_TOKEN_GROUPS", value = ADMIN)
          List<String> groups) {}

  public record GenerateUserToken(
      @Setting(env = "KUMA_ACCESS_STATIC_GENERATE_USER_TOKEN_USERS", value = ADMIN)
          List<String> users,
      @Setting(env = "KUMA_ACCESS_STATIC_GENERATE_USER_TOKEN_GROUPS", value = ADMIN)
          List<String> groups) {}

  public record GenerateZoneToken(
      @Setting(env = "KUMA_ACCESS_STATIC_GENERATE_ZONE_TOKEN_USERS", value = ADMIN)
          List<String> users,
      @Setting(env = "KUMA_ACCESS_STATIC_GENERATE_ZONE_TOKEN_GROUPS", value = ADMIN)
          List<String> groups) {}

  public record ViewConfigDump(
      @Setting(env = "KUMA_ACCESS_STATIC_GET_CONFIG_DUMP_USERS", value = "") List<String> users,
      @Setting(env = "KUMA_ACCESS_STATIC_GET_CONFIG_DUMP_GROUPS", value = EVERYBODY)
          List<String> groups) {}

  public record ViewStats(
      @Setting(env = "KUMA_ACCESS_STATIC_VIEW_STATS_USERS", value = "") List<String> users,
      @Setting(env = "KUMA_ACCESS_STATIC_VIEW_STATS_GROUPS", value = EVERYBODY)
          List<String> groups) {}

  public record ViewClusters(
      @Setting(env = "KUMA_ACCESS_STATIC_VIEW_CLUSTERS_USERS", value = "") List<String> users,
      @Setting(env = "KUMA_ACCESS_STATIC_VIEW_CLUSTERS_GROUPS", value = EVERYBODY)
          List<String> groups) {}

  public record ControlPlaneMetadata(
      @Setting(env = "KUMA_ACCESS_STATIC_CONTROL_PLANE_METADATA_USERS", value = "")
          List<String> users,
      @Setting(env = "KUMA_ACCESS_STATIC_CONTROL_PLANE_METADATA_GROUPS", value = EVERYBODY)
          List<String> groups) {}
}
