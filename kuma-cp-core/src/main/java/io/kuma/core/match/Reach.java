package io.kuma.core.match;

import io.kuma.model.Kri;
import io.kuma.model.Labels;
import io.kuma.model.Meta;
import io.kuma.model.Tags;
import io.kuma.model.TargetRef;
import io.kuma.resource.CoreTypes;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which proxies a top-level reference reaches, and which of their ports (contract 10.3). Taken
 * apart once for each policy; asked once for each policy and proxy.
 *
 * @param meta of the policy, or of the route whose reference a policy inherits
 * @param targetRef never to a route: that is resolved before
 * @param tags for references by tags: what they demand
 * @param identity for references to a Dataplane by name
 */
record Reach(Meta meta, TargetRef targetRef, Map<String, String> tags, Optional<Kri> identity) {

  static Reach of(Meta meta, TargetRef targetRef) {
    return new Reach(meta, targetRef, tags(targetRef), identity(meta, targetRef));
  }

  /**
   * The ports of a proxy that are reached.
   *
   * @return a set to be read only; empty for a delegated gateway, which has no ports; null if the
   *     proxy is not reached
   */
  @Nullable BitSet select(ProxyFacts proxy) {
    if (!isOfZone(proxy) || !isOfNamespace(proxy)) {
      return null;
    }
    return switch (targetRef.kind()) {
      case Mesh -> takes(proxy) ? orNull(proxy.everyPort(), proxy.isDelegatedGateway()) : null;
      case MeshSubset -> takes(proxy) ? byTags(proxy) : null;
      case MeshService, MeshServiceSubset -> byTags(proxy);
      case Dataplane -> isNamed(proxy) ? bySection(proxy) : null;
      case MeshGateway -> isGateway(proxy) ? byTags(proxy) : null;
      // No proxy is any of these; validators refuse them, and a route was resolved before.
      case MeshExternalService, MeshMultiZoneService, MeshHTTPRoute -> null;
    };
  }

  /** What was written in another zone stays there, unless its author offers it to others. */
  private boolean isOfZone(ProxyFacts proxy) {
    if (PolicyOrder.Role.of(meta) == PolicyOrder.Role.PRODUCER
        || !proxy.label(Labels.ORIGIN).equals("zone")
        || !meta.labels().getOrDefault(Labels.ORIGIN, "").equals("zone")) {
      return true;
    }
    String zone = meta.labels().get(Labels.ZONE);
    String proxyZone = proxy.labels().get(Labels.ZONE);
    return zone == null || proxyZone == null || zone.equals(proxyZone);
  }

  /** Consumers and owners of workloads speak for their own namespace only. */
  private boolean isOfNamespace(ProxyFacts proxy) {
    return switch (PolicyOrder.Role.of(meta)) {
      case SYSTEM, PRODUCER -> true;
      case CONSUMER, WORKLOAD_OWNER ->
          meta.labels().containsKey(Labels.NAMESPACE)
              && proxy.namespace().equals(meta.labels().get(Labels.NAMESPACE));
    };
  }

  private boolean takes(ProxyFacts proxy) {
    List<TargetRef.ProxyType> types = targetRef.proxyTypes();
    return types == null || types.isEmpty() || types.contains(proxy.proxyType());
  }

  private @Nullable BitSet byTags(ProxyFacts proxy) {
    BitSet selected = new BitSet(proxy.ports().size());
    for (int i = 0; i < proxy.ports().size(); i++) {
      ProxyPort port = proxy.ports().get(i);
      if (port.isInbound() && has(port.tags(), tags)) {
        selected.set(i);
      }
    }
    return orNull(selected, proxy.isDelegatedGateway() && has(proxy.gatewayTags(), tags));
  }

  private boolean isNamed(ProxyFacts proxy) {
    Map<String, String> labels = targetRef.labels();
    if (isBlank(targetRef.name()) && isBlank(targetRef.namespace()) && labels == null) {
      return true;
    }
    return (identity.isPresent() && identity.equals(proxy.identity()))
        || (labels != null && has(proxy.labels(), labels));
  }

  private @Nullable BitSet bySection(ProxyFacts proxy) {
    String section = targetRef.sectionName();
    if (section == null || section.isEmpty()) {
      return orNull(proxy.everyPort(), proxy.isDelegatedGateway());
    }
    BitSet selected = new BitSet(proxy.ports().size());
    for (int i = 0; i < proxy.ports().size(); i++) {
      if (proxy.ports().get(i).sectionName().equals(section)) {
        selected.set(i);
      }
    }
    return orNull(selected, proxy.isDelegatedGateway());
  }

  private boolean isGateway(ProxyFacts proxy) {
    return proxy.builtinGateway().isPresent()
        && proxy.builtinGateway().get().equals(targetRef.name());
  }

  private static @Nullable BitSet orNull(BitSet ports, boolean asWhole) {
    return ports.isEmpty() && !asWhole ? null : ports;
  }

  private static boolean has(Map<String, String> all, Map<String, String> demanded) {
    for (Map.Entry<String, String> tag : demanded.entrySet()) {
      if (!tag.getValue().equals(all.get(tag.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> tags(TargetRef targetRef) {
    Map<String, String> tags = new TreeMap<>();
    switch (targetRef.kind()) {
      case MeshService, MeshServiceSubset -> {
        String name = targetRef.name();
        tags.put(Tags.SERVICE, name == null ? "" : name);
      }
      case Mesh,
          MeshSubset,
          MeshGateway,
          MeshExternalService,
          MeshMultiZoneService,
          MeshHTTPRoute,
          Dataplane -> {}
    }
    if (targetRef.tags() != null) {
      tags.putAll(targetRef.tags());
    }
    return tags;
  }

  /** A name means the Dataplane of that name in the policy's own zone and namespace. */
  private static Optional<Kri> identity(Meta meta, TargetRef targetRef) {
    String name = targetRef.name();
    if (name == null || name.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> labels = meta.labels();
    String namespace = targetRef.namespace();
    return Optional.of(
        new Kri(
            CoreTypes.DATAPLANE,
            meta.mesh(),
            labels.getOrDefault(Labels.ZONE, ""),
            namespace == null ? labels.getOrDefault(Labels.NAMESPACE, "") : namespace,
            name,
            ""));
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isEmpty();
  }
}
