package io.kuma.resource.dataplane;

import io.kuma.model.Doc;
import io.kuma.model.Tags;
import io.kuma.model.schema.Limits;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A service that the workload reaches at a local port. Names it by tags or by reference. */
public record Outbound(
    @Doc("The IP address at which the proxy takes the traffic; 127.0.0.1 if empty.") String address,
    @Doc("The port at which the proxy takes the traffic.") @Limits(minimum = 0) int port,
    @Doc("Tags of the destination; kuma.io/service is required.") Map<String, String> tags,
    @Doc("The destination by reference, instead of by tags.") @Nullable BackendRef backendRef) {

  public Outbound {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /** The service it leads to; empty if the destination is given by reference. */
  public Optional<String> service() {
    return Optional.ofNullable(tags.get(Tags.SERVICE));
  }

  /** The address at which the proxy takes the traffic. */
  public String effectiveAddress() {
    return address.isEmpty() ? Inbound.LOOPBACK : address;
  }

  /** A destination by reference. */
  public record BackendRef(
      @Doc("MeshService, MeshExternalService or MeshMultiZoneService.") String kind,
      @Doc("The name of the resource.") String name,
      @Doc("The port of the resource.") @Limits(minimum = 0) int port,
      @Doc("Labels that select the resource instead of its name.") Map<String, String> labels) {
    public BackendRef {
      labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }
  }
}
