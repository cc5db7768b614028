package io.kuma.core.status;

import io.kuma.model.Labels;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Inbound;
import io.kuma.resource.validate.DnsNames;
import io.kuma.resource.workload.Workload;
import io.kuma.resource.workload.WorkloadStatus;
import io.kuma.resource.workload.WorkloadStatus.DataplaneProxies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One Workload for each value of the label {@code kuma.io/workload} on proxies, and none without
 * proxies, whoever wrote it. Gateways run no workload.
 */
record Workloads(Proxies proxies) {
  private static final String GENERATOR = "workload-generator";

  void plan(Draft<Workload> draft, String mesh, String zone, Instant now) {
    SortedSet<String> names = names();
    for (Resource<Workload> workload : draft.all()) {
      if (!names.remove(workload.name())) {
        draft.remove(workload.key());
      }
    }
    names.forEach(name -> draft.create(workload(mesh, zone, name), now));
    draft.replaceEach(this::observed);
  }

  private SortedSet<String> names() {
    return proxies.all().stream()
        .filter(proxy -> proxy.spec().gateway().isEmpty())
        .map(proxy -> proxy.meta().labels().getOrDefault(Labels.WORKLOAD, ""))
        .filter(name -> DnsNames.labelProblems(name).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Resource<Workload> workload(String mesh, String zone, String name) {
    ResourceKey key = CoreTypes.WORKLOAD.key(mesh, name);
    return new Resource<>(
        Meta.of(key)
            .withLabels(
                Map.of(
                    Labels.MESH, mesh,
                    Labels.MANAGED_BY, GENERATOR,
                    Labels.ENV, "universal",
                    Labels.ZONE, zone)),
        Workload.EMPTY,
        null);
  }

  private Resource<Workload> observed(Resource<Workload> workload) {
    List<Resource<Dataplane>> running = proxies.ofWorkload(workload.name());
    int connected = (int) running.stream().filter(proxies::isConnected).count();
    int healthy =
        (int)
            running.stream()
                .filter(proxy -> proxy.spec().inbounds().stream().anyMatch(Inbound::isReady))
                .count();
    return workload.withStatus(
        new WorkloadStatus(new DataplaneProxies(connected, healthy, running.size())));
  }
}
