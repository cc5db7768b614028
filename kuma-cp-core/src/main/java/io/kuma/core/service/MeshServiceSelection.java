package io.kuma.core.service;

import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Inbound;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshService.Selector;
import java.util.Map;

/** Which proxies provide a MeshService, whether or not they are ready to (contract 3.3). */
public final class MeshServiceSelection {
  private MeshServiceSelection() {}

  /** Whether the service selects the proxy of its mesh; one without a selector selects none. */
  public static boolean selects(MeshService service, Resource<Dataplane> dataplane) {
    Selector selector = service.selector();
    if (selector == null) {
      return false;
    }
    if (selector.dataplaneRef() != null) {
      return dataplane.name().equals(selector.dataplaneRef().name());
    }
    if (selector.dataplaneLabels() != null) {
      return selector.dataplaneLabels().matches(dataplane.meta().labels());
    }
    Map<String, String> tags = selector.dataplaneTags();
    return tags != null
        && dataplane.spec().inbounds().stream()
            .map(Inbound::tags)
            .anyMatch(has -> has.entrySet().containsAll(tags.entrySet()));
  }
}
