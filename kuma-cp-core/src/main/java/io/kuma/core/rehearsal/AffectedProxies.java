package io.kuma.core.rehearsal;

import io.kuma.core.inspect.ConfigurationView;
import io.kuma.core.inspect.Configurations;
import io.kuma.core.inspect.Configurations.Side;
import io.kuma.core.manager.ResourceReader;
import io.kuma.core.rehearsal.Rehearsal.Scene;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Finds the proxies that would be told something else. */
public final class AffectedProxies {
  private final Configurations configurations;
  private final ResourceReader insights;
  private final Predicate<ResourceKey> wanted;

  /**
   * @param wanted which proxies are looked at
   */
  public AffectedProxies(
      Configurations configurations, ResourceReader insights, Predicate<ResourceKey> wanted) {
    this.configurations = configurations;
    this.insights = insights;
    this.wanted = wanted;
  }

  /**
   * A proxy that would be told something else.
   *
   * @param before empty if it does not exist yet
   * @param after empty if it would not exist any more
   * @param insight what is known of it
   */
  public record Affected(
      ResourceKey key, Optional<Side> before, Optional<Side> after, DataplaneInsight insight) {

    /** Whether it is connected, and would get this at once. */
    public boolean isConnected() {
      return insight.isOnline();
    }
  }

  /** Those of a mesh, by name. Costs two models for each proxy and no configuration. */
  public List<Affected> of(Scene scene) {
    List<Affected> affected = new ArrayList<>();
    SortedSet<ResourceKey> keys = new TreeSet<>();
    addKeys(keys, scene.before());
    addKeys(keys, scene.after());
    for (ResourceKey key : keys) {
      Affected proxy =
          new Affected(key, side(scene.before(), key), side(scene.after(), key), insight(key));
      if (proxy.before().isEmpty()
          || proxy.after().isEmpty()
          || configurations.differ(
              proxy.before().get(),
              proxy.after().get(),
              ConfigurationView.facts(proxy.insight()))) {
        affected.add(proxy);
      }
    }
    return affected;
  }

  private void addKeys(SortedSet<ResourceKey> keys, MeshSnapshot mesh) {
    for (Resource<Dataplane> proxy : mesh.all(CoreTypes.DATAPLANE)) {
      if (wanted.test(proxy.key())) {
        keys.add(proxy.key());
      }
    }
  }

  private static Optional<Side> side(MeshSnapshot mesh, ResourceKey key) {
    return mesh.find(CoreTypes.DATAPLANE, key).map(proxy -> new Side(mesh, proxy));
  }

  private DataplaneInsight insight(ResourceKey key) {
    return insights
        .find(CoreTypes.DATAPLANE_INSIGHT, CoreTypes.DATAPLANE_INSIGHT.key(key.mesh(), key.name()))
        .map(Resource::spec)
        .orElse(DataplaneInsight.EMPTY);
  }
}
