package io.kuma.core.status;

import io.kuma.core.identity.IdentityUnavailable;
import io.kuma.core.identity.WorkloadIdentities;
import io.kuma.core.identity.WorkloadIdentity;
import io.kuma.core.manager.ControlPlane.Mode;
import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshService.Identity;
import io.kuma.resource.meshservice.MeshService.Port;
import io.kuma.resource.meshservice.MeshService.State;
import io.kuma.resource.meshservice.MeshServiceStatus;
import io.kuma.resource.meshservice.MeshServiceStatus.DataplaneProxies;
import io.kuma.resource.meshservice.MeshServiceStatus.Tls;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is observed of the proxies that provide a MeshService: how many there are, what they prove
 * to be, and whether clients may use mutual TLS. What comes from another zone was observed there.
 *
 * @param mutualTls whether the mesh has an authority of its own
 * @param workloads the identities that proxies have by MeshIdentities
 */
record MeshServiceObservation(Proxies proxies, boolean mutualTls, WorkloadIdentities workloads) {

  Resource<MeshService> of(Resource<MeshService> service) {
    if (Mode.GLOBAL.wireName().equals(service.meta().labels().get(Labels.ORIGIN))) {
      return service;
    }
    MeshService spec = service.spec();
    List<Resource<Dataplane>> providers = proxies.providers(spec);
    int healthy = (int) providers.stream().filter(proxy -> serves(proxy, spec)).count();
    int connected = (int) providers.stream().filter(proxies::isConnected).count();
    List<Identity> identities = identities(providers);
    MeshServiceStatus before = statusOf(service);
    return service
        .withSpec(
            new MeshService(
                healthy > 0 ? State.Available : State.Unavailable,
                spec.selector(),
                spec.ports(),
                identities.isEmpty() ? null : identities))
        .withStatus(
            new MeshServiceStatus(
                before.addresses(),
                before.vips(),
                new Tls(tls(before, providers)),
                before.hostnameGenerators(),
                new DataplaneProxies(connected, healthy, providers.size())));
  }

  static MeshServiceStatus statusOf(Resource<MeshService> service) {
    return service.status() instanceof MeshServiceStatus status ? status : MeshServiceStatus.EMPTY;
  }

  /** Whether a proxy is ready to serve all ports, and not some of them only. */
  private static boolean serves(Resource<Dataplane> proxy, MeshService service) {
    return service.portList().stream().allMatch(port -> serves(proxy, port));
  }

  private static boolean serves(Resource<Dataplane> proxy, Port port) {
    return proxy.spec().inbounds().stream()
        .filter(inbound -> port.isTarget(inbound.port(), inbound.name()))
        .findFirst()
        .filter(inbound -> inbound.isReady())
        .isPresent();
  }

  private List<Identity> identities(List<Resource<Dataplane>> providers) {
    SortedSet<String> services = new TreeSet<>();
    SortedSet<String> spiffeIds = new TreeSet<>();
    for (Resource<Dataplane> proxy : providers) {
      services.addAll(proxy.spec().services());
      workload(proxy).ifPresent(identity -> spiffeIds.add(identity.spiffeId()));
    }
    return Stream.concat(
            services.stream().map(service -> new Identity(Identity.Type.ServiceTag, service)),
            spiffeIds.stream().map(id -> new Identity(Identity.Type.SpiffeId, id)))
        .toList();
  }

  /**
   * Once ready it stays so while all providers are to speak mutual TLS: a proxy that comes later
   * speaks it from its first moment, and only its insight does not say so yet (observed 2). Without
   * an authority of the mesh only those speak it that have an identity.
   */
  private Tls.Status tls(MeshServiceStatus before, List<Resource<Dataplane>> providers) {
    boolean allSpeakIt =
        mutualTls
            || (!providers.isEmpty()
                && providers.stream().allMatch(proxy -> workload(proxy).isPresent()));
    if (!allSpeakIt) {
      return Tls.Status.NotReady;
    }
    boolean wasReady = before.tls() != null && before.tls().status() == Tls.Status.Ready;
    return wasReady || providers.stream().allMatch(proxies::hasCertificate)
        ? Tls.Status.Ready
        : Tls.Status.NotReady;
  }

  /** None for a proxy that lacks what its identity is made from: it gets no certificate either. */
  private Optional<WorkloadIdentity> workload(Resource<Dataplane> proxy) {
    try {
      return workloads.find(proxy);
    } catch (IdentityUnavailable e) {
      return Optional.empty();
    }
  }
}
