package io.kuma.model;

import io.kuma.model.TargetRef.ProxyType;
import io.kuma.model.schema.Default;
import io.kuma.model.schema.Limits;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a route sends traffic: the fields of a {@link TargetRef}, and a share and a port.
 *
 * @param weight its share among the backends of a rule; 1 if it was not said
 */
@Doc("Where traffic is sent.")
public record BackendRef(
    @Doc("What kind of thing is pointed at.") TargetRefKind kind,
    @Doc("The name of the referenced resource.") @Nullable String name,
    @Doc("Tags that narrow a service down to some of its instances.")
        @Nullable Map<String, String> tags,
    @Doc("The mesh of the referenced resource; kept for compatibility.") @Nullable String mesh,
    @Doc("Kinds of proxies; has no meaning for a destination.")
        @Nullable List<ProxyType> proxyTypes,
    @Doc("The namespace of the referenced resource, on Kubernetes.") @Nullable String namespace,
    @Doc("Labels that select a resource instead of a name.") @Nullable Map<String, String> labels,
    @Doc("A port of the service, by name.") @Nullable String sectionName,
    @Doc("The share of the traffic, relative to the weights of the other backends.")
        @Default("1")
        @Limits(minimum = 0, format = Limits.NO_FORMAT)
        @Nullable Integer weight,
    @Doc("A port of the service, by number; for references to MeshServices.")
        @Nullable Integer port) {

  /** The reference alone. */
  public TargetRef toTargetRef() {
    return new TargetRef(kind, name, tags, mesh, proxyTypes, namespace, labels, sectionName);
  }

  /** The share of the traffic. */
  public int effectiveWeight() {
    return weight == null ? 1 : weight;
  }
}
