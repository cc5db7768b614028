package io.kuma.core.vip;

import io.kuma.core.match.legacy.LegacySelection;
import io.kuma.core.service.VirtualAddresses;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.vip.VirtualHost.Kind;
import io.kuma.core.vip.VirtualHost.Name;
import io.kuma.core.vip.VirtualHost.Port;
import io.kuma.model.Resource;
import io.kuma.model.Tags;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Inbound;
import io.kuma.resource.externalservice.ExternalService;
import io.kuma.resource.virtualoutbound.VirtualNames;
import io.kuma.resource.virtualoutbound.VirtualOutbound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Works out the virtual hosts of a mesh. What has an address keeps it. */
public final class VirtualHostPlan {
  private static final Pattern IPV4 = Pattern.compile("[0-9.]+");
  private static final Comparator<Port> BY_NUMBER =
      Comparator.comparingInt(Port::number).thenComparing(Port::origin);

  private final SortedMap<Name, List<Port>> ports = new TreeMap<>();
  private final List<Resource<VirtualOutbound>> virtualOutbounds;
  private final boolean services;

  private VirtualHostPlan(MeshSnapshot mesh, boolean services) {
    this.virtualOutbounds = mesh.all(CoreTypes.VIRTUAL_OUTBOUND);
    this.services = services;
  }

  /**
   * The virtual hosts.
   *
   * @param services whether services have a host of their own, and not only VirtualOutbounds
   * @param before those that there were
   * @throws IllegalStateException if the pool has not enough addresses
   */
  public static VirtualHosts of(
      MeshSnapshot mesh, boolean services, VirtualAddresses pool, VirtualHosts before) {
    VirtualHostPlan plan = new VirtualHostPlan(mesh, services);
    mesh.all(CoreTypes.DATAPLANE).forEach(plan::addProxy);
    mesh.all(CoreTypes.EXTERNAL_SERVICE).forEach(plan::addExternal);
    return plan.addressed(pool, before);
  }

  private void addProxy(Resource<Dataplane> proxy) {
    for (Inbound inbound : proxy.spec().inbounds()) {
      if (inbound.state() != Inbound.State.Ignored) {
        inbound.service().ifPresent(service -> addService(service, 0));
        addNames(inbound.tags());
      }
    }
  }

  private void addExternal(Resource<ExternalService> resource) {
    String service = resource.spec().service();
    ExternalService.Networking networking = resource.spec().networking();
    if (networking == null) {
      return;
    }
    Map<String, String> tags = Map.of(Tags.SERVICE, service);
    addService(service, networking.port());
    String host = networking.host();
    if (!networking.disableHostDNSEntry() && !host.isEmpty() && !isAddress(host)) {
      add(
          new Name(Kind.HOST, host),
          Port.of(networking.port(), tags, "external-service:" + resource.name()));
    }
    addNames(tags);
  }

  /** Nobody asks for the address of an address. */
  private static boolean isAddress(String host) {
    return host.contains(":") || IPV4.matcher(host).matches();
  }

  private void addService(String service, int port) {
    if (services && !service.isEmpty()) {
      add(new Name(Kind.SERVICE, service), Port.of(port, Map.of(Tags.SERVICE, service), "service"));
    }
  }

  /** Those that the tags make no name of have none. */
  private void addNames(Map<String, String> tags) {
    for (Resource<VirtualOutbound> resource : virtualOutbounds) {
      VirtualOutbound.Conf conf = resource.spec().conf();
      if (conf == null || !LegacySelection.selects(resource.spec().selectors(), tags)) {
        continue;
      }
      try {
        Map<String, String> shared = new TreeMap<>();
        for (VirtualOutbound.Parameter parameter : conf.parameters()) {
          String value = tags.get(parameter.effectiveTag());
          if (value != null) {
            shared.put(parameter.effectiveTag(), value);
          }
        }
        add(
            new Name(Kind.FULL_NAME, VirtualNames.host(conf, tags)),
            Port.of(VirtualNames.port(conf, tags), shared, "virtual-outbound:" + resource.name()));
      } catch (IllegalArgumentException e) {
        // Instances without a tag that the template wants are simply not found by that name.
      }
    }
  }

  /** The first who asks for a port of a host has it. */
  private void add(Name name, Port port) {
    List<Port> taken = ports.computeIfAbsent(name, n -> new ArrayList<>());
    if (taken.stream().noneMatch(other -> other.number() == port.number())) {
      taken.add(port);
    }
  }

  private VirtualHosts addressed(VirtualAddresses pool, VirtualHosts before) {
    Map<Name, Optional<String>> current = new LinkedHashMap<>();
    ports.forEach(
        (name, unused) ->
            current.put(
                name, Optional.ofNullable(before.byName().get(name)).map(VirtualHost::address)));
    Map<Name, String> addresses = pool.assign(current);
    SortedMap<Name, VirtualHost> hosts = new TreeMap<>();
    ports.forEach(
        (name, list) -> {
          list.sort(BY_NUMBER);
          hosts.put(name, new VirtualHost(addresses.getOrDefault(name, ""), list));
        });
    return new VirtualHosts(hosts);
  }
}
