package io.kuma.xds.pipeline;

import io.kuma.core.identity.SpiffeIds;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.match.PolicyMatcher;
import io.kuma.core.match.PolicyMatcher.Shadow;
import io.kuma.core.proxy.AdminTls;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.proxy.ProxyInputs;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.core.proxy.ProxyModels;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.vip.ServiceVips;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.generate.ProxyGenerator;

/** What makes a proxy's configuration from a snapshot of its mesh: functions, put in a row. */
public record Pipeline(
    ControlPlane controlPlane,
    PolicyMatcher matcher,
    ProxyModels models,
    ServiceVips vips,
    ProxyGenerator generator) {

  /** What the proxy is told, before it is spelled out. */
  public ProxyModel model(
      MeshSnapshot snapshot, Resource<Dataplane> dataplane, NodeFacts node, AdminTls adminTls) {
    return model(snapshot, dataplane, node, adminTls, Shadow.LEFT_OUT);
  }

  /** What it is told, or would be told if shadow policies were real. */
  public ProxyModel model(
      MeshSnapshot snapshot,
      Resource<Dataplane> dataplane,
      NodeFacts node,
      AdminTls adminTls,
      Shadow shadow) {
    String zone = controlPlane.zone() == null ? "" : controlPlane.zone();
    return models.of(
        snapshot,
        dataplane,
        matcher.match(snapshot, dataplane, shadow),
        new ProxyInputs(zone, node, adminTls, vips.of(snapshot)));
  }

  /** What identities look like here. */
  public SpiffeIds spiffeIds() {
    return new SpiffeIds(controlPlane);
  }

  public XdsResources generate(ProxyModel model) {
    return generator.generate(model);
  }
}
