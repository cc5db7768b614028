package io.kuma.resource.serviceinsight;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The services of a mesh. All of them stand in one stored resource, {@link #nameOf}; the REST API
 * shows them one by one (contract section 2.6).
 */
@Doc("The services of a mesh and how they are.")
@Kind(path = "service-insights", shape = Shape.FLAT, sync = Sync.GLOBAL_TO_ZONE, readOnly = true)
public record ServiceInsight(@Doc("The services, by name.") Map<String, Service> services)
    implements Spec {

  public ServiceInsight {
    services = Collections.unmodifiableMap(new TreeMap<>(services));
  }

  /** What the one resource of a mesh is called. */
  public static String nameOf(String mesh) {
    return "all-services-" + mesh;
  }

  /** A service. */
  public record Service(
      @Doc("Whether it can be used.") Status status,
      @Doc("Its proxies.") @Nullable DataplaneStat dataplanes,
      @Doc("How many proxies have a certificate of which backend.")
          Map<String, Integer> issuedBackends,
      @Doc("What kind of service it is.") Type serviceType,
      @Doc("Where it is reached; not stored for services of proxies.") String addressPort,
      @Doc("The zones that it is in.") List<String> zones) {
    public Service {
      issuedBackends = Collections.unmodifiableMap(new TreeMap<>(issuedBackends));
      zones = List.copyOf(zones);
    }
  }

  /** Counts of proxies. */
  public record DataplaneStat(
      @Doc("All of them; not stored, because it is the sum.") int total,
      @Doc("Those that are connected and take traffic at all ports.") int online,
      @Doc("All others.") int offline) {}

  /** Whether a service can be used. */
  public enum Status {
    /** Nothing was said. */
    @JsonProperty("none")
    NONE,
    @JsonProperty("offline")
    OFFLINE,
    @JsonProperty("partially_degraded")
    PARTIALLY_DEGRADED,
    @JsonProperty("online")
    ONLINE,
    /** Outside of the mesh, where nothing is observed. */
    @JsonProperty("not_available")
    NOT_AVAILABLE
  }

  /** What kind of service it is. */
  public enum Type {
    @JsonProperty("internal")
    INTERNAL,
    @JsonProperty("external")
    EXTERNAL,
    @JsonProperty("gateway_delegated")
    GATEWAY_DELEGATED,
    @JsonProperty("gateway_builtin")
    GATEWAY_BUILTIN
  }
}
