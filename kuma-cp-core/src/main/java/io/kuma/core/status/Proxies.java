package io.kuma.core.status;

import io.kuma.core.service.MeshServiceSelection;
import io.kuma.core.snapshot.EntryIndex;
import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Inbound;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.dataplaneinsight.DataplaneInsight.Mtls;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshService.Selector;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The proxies of a mesh, found by who needs them, and what was observed of them. */
final class Proxies {
  private final List<Resource<Dataplane>> all;
  private final Map<String, DataplaneInsight> insights;
  private final Map<String, Resource<Dataplane>> byName = new HashMap<>();
  private final EntryIndex<Resource<Dataplane>> byTag = new EntryIndex<>();
  private final EntryIndex<Resource<Dataplane>> byLabel = new EntryIndex<>();

  /**
   * @param insights by the name of the proxy; those without one were never seen
   */
  Proxies(Collection<Resource<Dataplane>> dataplanes, Map<String, DataplaneInsight> insights) {
    this.all = List.copyOf(dataplanes);
    this.insights = insights;
    for (Resource<Dataplane> dataplane : all) {
      byName.put(dataplane.name(), dataplane);
      byLabel.add(dataplane.meta().labels().entrySet(), dataplane);
      Set<Map.Entry<String, String>> tags = new LinkedHashSet<>();
      dataplane.spec().inbounds().stream()
          .map(Inbound::tags)
          .forEach(ofInbound -> tags.addAll(ofInbound.entrySet()));
      byTag.add(tags, dataplane);
    }
  }

  List<Resource<Dataplane>> all() {
    return all;
  }

  /** Those that a MeshService selects, whether or not they are ready. */
  List<Resource<Dataplane>> providers(MeshService service) {
    return candidates(service.selector()).stream()
        .filter(dataplane -> MeshServiceSelection.selects(service, dataplane))
        .toList();
  }

  private List<Resource<Dataplane>> candidates(@Nullable Selector selector) {
    if (selector == null) {
      return List.of();
    } else if (selector.dataplaneRef() != null) {
      Resource<Dataplane> named = byName.get(selector.dataplaneRef().name());
      return named == null ? List.of() : List.of(named);
    } else if (selector.dataplaneLabels() != null) {
      Map<String, String> labels = selector.dataplaneLabels().matchLabels();
      return labels == null || labels.isEmpty() ? all : byLabel.rarest(labels);
    }
    Map<String, String> tags = selector.dataplaneTags();
    return tags == null || tags.isEmpty() ? all : byTag.rarest(tags);
  }

  /** Those whose label says that they run a workload. */
  List<Resource<Dataplane>> ofWorkload(String workload) {
    return byLabel.rarest(Map.of(Labels.WORKLOAD, workload));
  }

  boolean isConnected(Resource<Dataplane> dataplane) {
    return insight(dataplane).isOnline();
  }

  /** Whichever backend issued it: authorities are replaced while proxies run. */
  boolean hasCertificate(Resource<Dataplane> dataplane) {
    Mtls mtls = insight(dataplane).mtls();
    return mtls != null && !mtls.issuedBackend().isEmpty();
  }

  private DataplaneInsight insight(Resource<Dataplane> dataplane) {
    return insights.getOrDefault(dataplane.name(), DataplaneInsight.EMPTY);
  }
}
