package io.kuma.core.vip;

import io.kuma.core.proxy.ProxyInputs.Vip;
import io.kuma.core.proxy.VirtualAddress;
import io.kuma.core.snapshot.Derivation;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.VirtualHostConfig;
import io.kuma.core.vip.VirtualHost.Kind;
import io.kuma.core.vip.VirtualHost.Name;
import io.kuma.core.vip.VirtualHost.Port;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What transparent proxies are told of the virtual hosts of their mesh. Thread-safe. */
public final class ServiceVips {
  /** The contract's defaults. */
  public static final ServiceVips DEFAULT = new ServiceVips("mesh", 80);

  private final String domain;
  private final int port;
  private final Derivation<Derived> derivation = this::derive;

  /** Remembers the text it was made from, so that other changes of the mesh cost nothing. */
  private record Derived(String text, List<Vip> vips) {}

  /**
   * @param domain below which services have their names
   * @param port at which every service is found
   */
  public ServiceVips(String domain, int port) {
    this.domain = domain;
    this.port = port;
  }

  /** Those of a mesh, sorted by name. */
  public List<Vip> of(MeshSnapshot snapshot) {
    return snapshot.derived(derivation).vips();
  }

  private Derived derive(MeshSnapshot snapshot, @Nullable Derived before) {
    Optional<Resource<Config>> config =
        snapshot.find(CoreTypes.CONFIG, VirtualHostConfig.key(snapshot.mesh()));
    String text = config.map(found -> found.spec().config()).orElse("");
    if (before != null && before.text().equals(text)) {
      return before;
    }
    List<Vip> vips = new ArrayList<>();
    VirtualHosts.parse(text)
        .byName()
        .forEach(
            (name, host) -> {
              if (!host.address().isEmpty()) {
                vips.add(vip(name, host));
              }
            });
    return new Derived(text, List.copyOf(vips));
  }

  private Vip vip(Name name, VirtualHost host) {
    SortedMap<Integer, SortedMap<String, String>> byPort = new TreeMap<>();
    for (Port each : host.ports()) {
      if (each.number() != 0) {
        byPort.put(each.number(), each.tags());
      }
    }
    if (name.kind() != Kind.FULL_NAME && !host.ports().isEmpty()) {
      byPort.putIfAbsent(port, host.ports().get(0).tags());
    }
    List<String> addresses = new ArrayList<>(List.of(host.address()));
    VirtualAddress.toIpv6(host.address()).ifPresent(addresses::add);
    return new Vip(hostnames(name), addresses, byPort);
  }

  /** A name with underscores, which hosts do not have, has one with dots too. */
  private List<String> hostnames(Name name) {
    if (name.kind() != Kind.SERVICE) {
      return List.of(name.name());
    }
    TreeSet<String> names = new TreeSet<>();
    names.add(name.name() + "." + domain);
    names.add(name.name().replace('_', '.') + "." + domain);
    return List.copyOf(names);
  }
}
