package io.kuma.core.access;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** For each action those who may do it. */
public record AccessLists(Map<Action, Permitted> permitted) {
  private static final Permitted ADMINISTRATORS =
      new Permitted(List.of("mesh-system:admin"), List.of("mesh-system:admin"));
  private static final Permitted EVERYBODY =
      new Permitted(List.of(), List.of("mesh-system:unauthenticated", "mesh-system:authenticated"));

  /** What holds where nothing else is said. */
  public static final AccessLists DEFAULT =
      new AccessLists(
          Map.of(
              Action.ADMIN_RESOURCES, ADMINISTRATORS,
              Action.GENERATE_DATAPLANE_TOKEN, ADMINISTRATORS,
              Action.GENERATE_USER_TOKEN, ADMINISTRATORS,
              Action.GENERATE_ZONE_TOKEN, ADMINISTRATORS,
              Action.VIEW_CONFIG_DUMP, EVERYBODY,
              Action.VIEW_STATS, EVERYBODY,
              Action.VIEW_CLUSTERS, EVERYBODY,
              Action.CONTROL_PLANE_METADATA, EVERYBODY));

  public AccessLists {
    EnumMap<Action, Permitted> sorted = new EnumMap<>(permitted);
    for (Action action : Action.values()) {
      if (!sorted.containsKey(action)) {
        throw new IllegalArgumentException("nobody is named who may " + action.words());
      }
    }
    permitted = Collections.unmodifiableMap(sorted);
  }

  public Permitted to(Action action) {
    return Objects.requireNonNull(permitted.get(action));
  }

  /** With another list for one action. */
  public AccessLists with(Action action, Permitted those) {
    EnumMap<Action, Permitted> changed = new EnumMap<>(permitted);
    changed.put(action, those);
    return new AccessLists(changed);
  }
}
