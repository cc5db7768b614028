package io.kuma.resource.meshservice;

import io.kuma.model.Doc;
import io.kuma.model.Vip;
import io.kuma.model.schema.Limits;
import io.kuma.resource.hostnamegenerator.Address;
import io.kuma.resource.hostnamegenerator.HostnameGeneratorStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the control plane observed of a {@link MeshService}. TLS and the counts of proxies are
 * always there on the wire, if only as empty objects.
 */
@Doc("What the control plane observed of the service.")
public record MeshServiceStatus(
    @Doc("The host names that it has.") @Nullable List<Address> addresses,
    @Doc("The virtual addresses that it has.") @Nullable List<Vip> vips,
    @Doc("Whether clients may use mutual TLS.") @Nullable Tls tls,
    @Doc("What came of the generators that select it.")
        @Nullable List<HostnameGeneratorStatus> hostnameGenerators,
    @Doc("How many proxies provide it.") @Nullable DataplaneProxies dataplaneProxies) {

  public MeshServiceStatus {
    addresses = addresses == null ? null : List.copyOf(addresses);
    vips = vips == null ? null : List.copyOf(vips);
    tls = tls == null ? new Tls(null) : tls;
    hostnameGenerators = hostnameGenerators == null ? null : List.copyOf(hostnameGenerators);
    dataplaneProxies =
        dataplaneProxies == null ? new DataplaneProxies(null, null, null) : dataplaneProxies;
  }

  /** Nothing was observed yet. */
  public static final MeshServiceStatus EMPTY = new MeshServiceStatus(null, null, null, null, null);

  /** Whether clients may use mutual TLS. */
  public record Tls(@Doc("Whether every proxy is ready for it.") @Nullable Status status) {
    /** Whether every proxy is ready for mutual TLS; constants are spelled as on the wire. */
    public enum Status {
      Ready,
      NotReady
    }
  }

  /** Counts of proxies; 0 is left out. */
  public record DataplaneProxies(
      @Doc("Those that are connected to a control plane.") @Limits(format = Limits.NO_FORMAT)
          @Nullable Integer connected,
      @Doc("Those whose inbounds are all healthy.") @Limits(format = Limits.NO_FORMAT)
          @Nullable Integer healthy,
      @Doc("All of them.") @Limits(format = Limits.NO_FORMAT) @Nullable Integer total) {

    public DataplaneProxies {
      connected = nullIfZero(connected);
      healthy = nullIfZero(healthy);
      total = nullIfZero(total);
    }

    private static @Nullable Integer nullIfZero(@Nullable Integer count) {
      return count == null || count == 0 ? null : count;
    }
  }
}
