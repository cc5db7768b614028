package io.kuma.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Points at what a policy applies to, or at what a rule of it is about (contract sections 3.4 and
 * 10.3).
 *
 * <p>As on the wire: which of the optional fields may stand depends on {@code kind}; validators
 * check it.
 */
@Doc("Points at a set of proxies or at a destination.")
public record TargetRef(
    @Doc("What kind of thing is pointed at.") TargetRefKind kind,
    @Doc("The name of the referenced resource.") @Nullable String name,
    @Doc("Tags that narrow the set down; for the kinds whose name ends in Subset and for gateways.")
        @Nullable Map<String, String> tags,
    @Doc("The mesh of the referenced resource; kept for compatibility.") @Nullable String mesh,
    @Doc("Kinds of proxies it is narrowed down to; all of them if absent.")
        @Nullable List<ProxyType> proxyTypes,
    @Doc("The namespace of the referenced resource, on Kubernetes.") @Nullable String namespace,
    @Doc("Labels that select resources instead of a name.") @Nullable Map<String, String> labels,
    @Doc(
            "A part of the resource: an inbound of a Dataplane or a port of a service, by name or number.")
        @Nullable String sectionName) {

  /** All proxies of the mesh. What a policy without {@code targetRef} means. */
  public static final TargetRef MESH =
      new TargetRef(TargetRefKind.Mesh, null, null, null, null, null, null, null);

  /** A proxy's role, as {@code proxyTypes} spells it. */
  public enum ProxyType {
    Sidecar,
    Gateway
  }
}
