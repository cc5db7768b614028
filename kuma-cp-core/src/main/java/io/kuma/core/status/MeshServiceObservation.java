package io.kuma.core.status;

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
import java.util.TreeSet;

/**
 * What is observed of the proxies that provide a MeshService: how many there are, what they prove
 * to be, and whether clients may use mutual TLS. What comes from another zone was observed there.
 *
 * @param mutualTls whether the mesh has it
 */
record MeshServiceObservation(Proxies proxies, boolean mutualTls) {

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

  private static List<Identity> identities(List<Resource<Dataplane>> providers) {
    TreeSet<String> services = new TreeSet<>();
    providers.forEach(proxy -> services.addAll(proxy.spec().services()));
    return services.stream()
        .map(service -> new Identity(Identity.Type.ServiceTag, service))
        .toList();
  }

  /**
   * Once ready it stays so while the mesh has mutual TLS: a proxy that comes later speaks it from
   * its first moment, and only its insight does not say so yet (observed 2).
   */
  private Tls.Status tls(MeshServiceStatus before, List<Resource<Dataplane>> providers) {
    if (!mutualTls) {
      return Tls.Status.NotReady;
    }
    boolean wasReady = before.tls() != null && before.tls().status() == Tls.Status.Ready;
    return wasReady || providers.stream().allMatch(proxies::hasCertificate)
        ? Tls.Status.Ready
        : Tls.Status.NotReady;
  }
}
