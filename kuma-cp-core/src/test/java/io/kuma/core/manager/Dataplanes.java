package io.kuma.core.manager;

import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Dataplane.Networking;
import io.kuma.resource.dataplane.Inbound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Dataplanes for tests. */
public final class Dataplanes {
  private Dataplanes() {}

  /** A sidecar with one inbound for each set of tags, from port 80 on. */
  @SafeVarargs
  public static Resource<Dataplane> sidecar(
      String mesh, String name, Map<String, String>... inbounds) {
    List<Inbound> list = new ArrayList<>();
    for (Map<String, String> tags : inbounds) {
      list.add(
          new Inbound(80 + list.size(), 0, "", "", tags, null, null, Inbound.State.Ready, "", ""));
    }
    Networking networking =
        new Networking("192.0.2.1", "", null, list, List.of(), null, null, List.of());
    return Resource.of(CoreTypes.DATAPLANE.key(mesh, name), new Dataplane(networking, null, null));
  }
}
