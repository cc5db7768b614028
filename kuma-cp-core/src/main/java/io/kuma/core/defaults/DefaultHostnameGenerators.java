package io.kuma.core.defaults;

import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.ControlPlane.Environment;
import io.kuma.core.manager.ControlPlane.Mode;
import io.kuma.core.manager.Essential;
import io.kuma.model.LabelSelector;
import io.kuma.model.Labels;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.hostnamegenerator.HostnameGenerator;
import io.kuma.resource.hostnamegenerator.HostnameGenerator.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The generators that are there from the start (contract 3.5), so that every destination has a name
 * without anybody's doing. A zone names what is its own; a global control plane brings those by
 * which zones name what comes from elsewhere.
 */
final class DefaultHostnameGenerators {
  private static final String GLOBAL = Mode.GLOBAL.wireName();
  private static final String ZONE = Mode.ZONE.wireName();
  private static final String UNIVERSAL = Environment.UNIVERSAL.wireName();
  private static final String KUBERNETES = Environment.KUBERNETES.wireName();

  private DefaultHostnameGenerators() {}

  static List<Essential<HostnameGenerator>> of(ControlPlane controlPlane) {
    return switch (controlPlane.mode()) {
      case GLOBAL -> ofGlobal();
      case ZONE -> ofZone(controlPlane.environment());
    };
  }

  private static List<Essential<HostnameGenerator>> ofGlobal() {
    return List.of(
        synced(
            "synced-mesh-multi-zone-service",
            Selector.ofMeshMultiZoneServices(labels(Map.of(Labels.ORIGIN, GLOBAL))),
            "{{ .DisplayName }}.mzsvc.mesh.local"),
        synced(
            "synced-kube-mesh-service",
            Selector.ofMeshServices(syncedFromKubernetes(false)),
            "{{ .DisplayName }}.{{ .Namespace }}.svc.{{ .Zone }}.mesh.local"),
        synced(
            "synced-headless-kube-mesh-service",
            Selector.ofMeshServices(syncedFromKubernetes(true)),
            "{{ label \"statefulset.kubernetes.io/pod-name\" }}."
                + "{{ label \"k8s.kuma.io/service-name\" }}.{{ .Namespace }}.svc.{{ .Zone }}"
                + ".mesh.local"),
        synced(
            "synced-universal-mesh-service",
            Selector.ofMeshServices(labels(Map.of(Labels.ORIGIN, GLOBAL, Labels.ENV, UNIVERSAL))),
            "{{ .DisplayName }}.svc.{{ .Zone }}.mesh.local"),
        synced(
            "synced-mesh-external-service",
            Selector.ofMeshExternalServices(labels(Map.of(Labels.ORIGIN, GLOBAL))),
            "{{ .DisplayName }}.extsvc.mesh.local"));
  }

  /** On Kubernetes Services have names of their own. */
  private static List<Essential<HostnameGenerator>> ofZone(Environment environment) {
    List<Essential<HostnameGenerator>> generators = new ArrayList<>();
    generators.add(
        local(
            "local-mesh-external-service",
            Selector.ofMeshExternalServices(labels(Map.of(Labels.ORIGIN, ZONE))),
            "{{ .DisplayName }}.extsvc.mesh.local"));
    if (environment == Environment.UNIVERSAL) {
      generators.add(
          local(
              "local-universal-mesh-service",
              Selector.ofMeshServices(labels(Map.of(Labels.ORIGIN, ZONE))),
              "{{ .DisplayName }}.svc.mesh.local"));
    }
    return List.copyOf(generators);
  }

  private static LabelSelector syncedFromKubernetes(boolean headless) {
    return labels(
        Map.of(
            Labels.ORIGIN,
            GLOBAL,
            Labels.ENV,
            KUBERNETES,
            Labels.HEADLESS_SERVICE,
            Boolean.toString(headless)));
  }

  private static LabelSelector labels(Map<String, String> labels) {
    return LabelSelector.of(labels);
  }

  private static Essential<HostnameGenerator> synced(
      String name, Selector selector, String template) {
    return essential(name, Map.of(), selector, template);
  }

  private static Essential<HostnameGenerator> local(
      String name, Selector selector, String template) {
    return essential(name, Map.of(Labels.ORIGIN, ZONE), selector, template);
  }

  private static Essential<HostnameGenerator> essential(
      String name, Map<String, String> labels, Selector selector, String template) {
    return new Essential<>(
        CoreTypes.HOSTNAME_GENERATOR,
        CoreTypes.HOSTNAME_GENERATOR.key("", name),
        labels,
        () -> new HostnameGenerator(selector, template, null));
  }
}
