package io.kuma.policy.meshproxypatch;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.model.PolicyType;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.ClusterMatch;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.ClusterMod;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.Conf;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.FilterMatch;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.ListenerMatch;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.ListenerMod;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.Modification;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.VirtualHostMod;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.xds.patch.ListenerParts;
import io.kuma.xds.plugin.FinishedResources;
import io.kuma.xds.plugin.FinishedResources.Resource;
import io.kuma.xds.plugin.FinishedXds;
import io.kuma.xds.plugin.Origin;
import io.kuma.xds.plugin.PolicyPlugin;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Changes finished resources, one modification after the other, each of which sees what those
 * before it did. One that does not fit stops the whole: the proxy keeps what it has.
 */
public final class MeshProxyPatchPlugin implements PolicyPlugin<Conf> {
  private final PolicyType<MeshProxyPatch, Conf> type;
  private final Origin ours;

  public MeshProxyPatchPlugin(PolicyType<MeshProxyPatch, Conf> type) {
    this.type = type;
    this.ours = Origin.of(type);
  }

  @Override
  public PolicyType<MeshProxyPatch, Conf> type() {
    return type;
  }

  @Override
  public void finish(ProxyModel proxy, @Nullable Conf conf, FinishedXds xds) {
    if (conf != null) {
      PolicyRules.orEmpty(conf.appendModifications()).forEach(change -> apply(change, xds));
    }
  }

  private void apply(Modification modification, FinishedXds xds) {
    FinishedResources<Listener> listeners = xds.listeners();
    if (modification.cluster() != null) {
      apply(modification.cluster(), xds.clusters());
    } else if (modification.listener() != null) {
      apply(modification.listener(), listeners);
    } else if (modification.networkFilter() != null) {
      var edit = Changes.networkFilter(modification.networkFilter());
      listeners.change(
          ofFilters(modification.networkFilter().match()),
          listener -> ListenerParts.changeNetworkFilters(listener, edit));
    } else if (modification.httpFilter() != null) {
      var edit = Changes.httpFilter(modification.httpFilter());
      listeners.change(
          ofFilters(modification.httpFilter().match()),
          listener -> ListenerParts.changeHttpFilters(listener, edit));
    } else if (modification.virtualHost() != null) {
      apply(modification.virtualHost(), listeners);
    }
  }

  private void apply(ClusterMod mod, FinishedResources<Cluster> clusters) {
    switch (mod.operation()) {
      case Add -> clusters.put(ours, Changes.message(mod.value(), Cluster.getDefaultInstance()));
      case Remove -> clusters.removeIf(chosen(mod.match()));
      case Patch ->
          clusters.change(
              chosen(mod.match()),
              Changes.patch(mod.value(), mod.jsonPatches(), Cluster.getDefaultInstance())::applyTo);
    }
  }

  private void apply(ListenerMod mod, FinishedResources<Listener> listeners) {
    switch (mod.operation()) {
      case Add -> listeners.put(ours, Changes.message(mod.value(), Listener.getDefaultInstance()));
      case Remove -> listeners.removeIf(chosen(mod.match()));
      case Patch ->
          listeners.change(
              chosen(mod.match()),
              Changes.patch(mod.value(), mod.jsonPatches(), Listener.getDefaultInstance())
                  ::applyTo);
    }
  }

  private static void apply(VirtualHostMod mod, FinishedResources<Listener> listeners) {
    VirtualHosts change = VirtualHosts.of(mod);
    listeners.change(
        of(mod.match().origin(), null),
        listener -> ListenerParts.changeHttp(listener, change::apply));
  }

  private static Predicate<Resource<Cluster>> chosen(@Nullable ClusterMatch match) {
    return match == null ? cluster -> true : of(match.origin(), match.name());
  }

  private static Predicate<Resource<Listener>> chosen(@Nullable ListenerMatch match) {
    return match == null
        ? listener -> true
        : MeshProxyPatchPlugin.<Listener>of(match.origin(), match.name()).and(tagged(match.tags()));
  }

  private static Predicate<Resource<Listener>> ofFilters(@Nullable FilterMatch match) {
    return match == null
        ? listener -> true
        : MeshProxyPatchPlugin.<Listener>of(match.origin(), match.listenerName())
            .and(tagged(match.listenerTags()));
  }

  private static <M extends com.google.protobuf.Message> Predicate<Resource<M>> of(
      @Nullable String origin, @Nullable String name) {
    return resource ->
        (origin == null || origin.equals(resource.origin().name()))
            && (name == null || name.equals(resource.name()));
  }

  private static Predicate<Resource<Listener>> tagged(@Nullable Map<String, String> tags) {
    return listener -> tags == null || ListenerParts.hasTags(listener.message(), tags);
  }
}
