package io.kuma.core.manager;

import io.kuma.core.manager.ControlPlane.Mode;
import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import java.util.SortedMap;
import java.util.TreeMap;

/** The labels that say where a resource was written (contract 2.4, "Computed labels"). */
record ComputedLabels(ControlPlane controlPlane) {

  /** The resource's labels and those that it gets; what its owner said counts for more. */
  SortedMap<String, String> of(ResourceType<?> type, Resource<?> resource) {
    SortedMap<String, String> labels = new TreeMap<>(resource.meta().labels());
    if (type.scope() == Scope.MESH) {
      labels.putIfAbsent(Labels.MESH, resource.mesh());
    }
    // A type that no zone may write says nothing of zones, even where there is but one.
    if (controlPlane.mode() == Mode.ZONE && WriteRules.isProvidedByZone(type)) {
      labels.putIfAbsent(Labels.ORIGIN, Mode.ZONE.wireName());
      labels.putIfAbsent(Labels.ENV, controlPlane.environment().wireName());
      if (controlPlane.zone() != null) {
        labels.putIfAbsent(Labels.ZONE, controlPlane.zone());
      }
    }
    return labels;
  }
}
