package io.kuma.resource.dataplane;

import io.kuma.model.Doc;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How traffic is redirected to the proxy, and which destinations it is told of. */
public record TransparentProxying(
    @Doc("The port to which incoming traffic is redirected.") int redirectPortInbound,
    @Doc("The port to which outgoing traffic is redirected.") int redirectPortOutbound,
    @Doc("Services that are reached without load balancing, at each instance; * for all.")
        List<String> directAccessServices,
    @Doc("The only services the proxy is told of, by tag; * for all.")
        List<String> reachableServices,
    @Doc("Which versions of IP are redirected.") IpFamilyMode ipFamilyMode,
    @Doc("The only services the proxy is told of, by reference.")
        @Nullable ReachableBackends reachableBackends) {

  public TransparentProxying {
    directAccessServices = List.copyOf(directAccessServices);
    reachableServices = List.copyOf(reachableServices);
  }

  /** Which versions of IP are redirected; {@code UnSpecified} means both. */
  public enum IpFamilyMode {
    UnSpecified,
    DualStack,
    IPv4,
    IPv6
  }

  /** Services by reference. Present and without references, it means that none is reachable. */
  public record ReachableBackends(@Doc("The services.") List<Ref> refs) {
    public ReachableBackends {
      refs = List.copyOf(refs);
    }
  }

  /** A reference to services, by name or by labels. */
  public record Ref(
      @Doc("MeshService, MeshExternalService or MeshMultiZoneService.") String kind,
      @Doc("The name of the resource.") String name,
      @Doc("The namespace of the resource, on Kubernetes.") String namespace,
      @Doc("One port of the resource; all of them if absent.") @Nullable Integer port,
      @Doc("Labels that select resources instead of a name.") Map<String, String> labels) {
    public Ref {
      labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }
  }
}
