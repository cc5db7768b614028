package io.kuma.cp.push;

import io.kuma.core.manager.ControlPlane;
import io.kuma.core.match.PolicyMatcher;
import io.kuma.core.proxy.AdminTls;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.proxy.ProxyInputs;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.core.proxy.ProxyModels;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.generate.ProxyGenerator;
import java.util.List;

/** What makes a proxy's configuration from a snapshot of its mesh: functions, put in a row. */
public record Pipeline(
    ControlPlane controlPlane,
    PolicyMatcher matcher,
    ProxyModels models,
    ProxyGenerator generator) {

  /** What the proxy is told, before it is spelled out. */
  ProxyModel model(
      MeshSnapshot snapshot, Resource<Dataplane> dataplane, NodeFacts node, AdminTls adminTls) {
    String zone = controlPlane.zone() == null ? "" : controlPlane.zone();
    return models.of(
        snapshot,
        dataplane,
        matcher.match(snapshot, dataplane),
        new ProxyInputs(zone, node, adminTls, List.of()));
  }

  XdsResources generate(ProxyModel model) {
    return generator.generate(model);
  }
}
