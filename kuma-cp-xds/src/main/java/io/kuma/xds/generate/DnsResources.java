package io.kuma.xds.generate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.data.dns.v3.DnsTable;
import io.envoyproxy.envoy.extensions.filters.udp.dns_filter.v3.DnsFilterConfig;
import io.envoyproxy.envoy.extensions.filters.udp.dns_filter.v3.DnsFilterConfig.ServerContextConfig;
import io.kuma.core.proxy.Feature;
import io.kuma.core.proxy.Host;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.xds.envoy.Addresses;
import io.kuma.xds.envoy.Packed;
import io.kuma.xds.envoy.ProtoValues;
import io.kuma.xds.envoy.StatNames;
import io.kuma.xds.plugin.ProxyXds;
import java.util.List;

/**
 * The mesh's host names, for proxies that get the workload's DNS queries. Newer ones answer them
 * themselves and are handed the table; for older ones Envoy answers.
 */
final class DnsResources {
  private static final int TTL_SECONDS = 30;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DnsResources() {}

  static void addTo(ProxyXds place, ProxyModel proxy) {
    if (proxy.transparentProxy().isEmpty() || proxy.node().dnsPort() == 0) {
      return;
    }
    boolean ipv6 = proxy.transparentProxy().get().ipv6();
    if (proxy.node().has(Feature.EMBEDDED_DNS)) {
      place.dynamicConfig("/dns", document(proxy, ipv6));
    } else {
      place.add(listener(proxy, ipv6));
    }
  }

  private static ObjectNode document(ProxyModel proxy, boolean ipv6) {
    ObjectNode document = JSON.objectNode();
    var records = document.putArray("records");
    for (Host host : proxy.hosts()) {
      var ips = records.addObject().put("name", host.name()).putArray("ips");
      addresses(host, ipv6).forEach(ips::add);
    }
    document.put("ttl", TTL_SECONDS);
    document
        .putObject("extraLabels")
        .put("kuma_io_zone", proxy.inputs().zone())
        .put("mesh", proxy.mesh());
    return document;
  }

  private static Listener listener(ProxyModel proxy, boolean ipv6) {
    DnsTable.Builder table = DnsTable.newBuilder();
    for (Host host : proxy.hosts()) {
      table.addVirtualDomains(
          DnsTable.DnsVirtualDomain.newBuilder()
              .setName(host.name())
              .setAnswerTtl(ProtoValues.seconds(TTL_SECONDS))
              .setEndpoint(
                  DnsTable.DnsEndpoint.newBuilder()
                      .setAddressList(
                          DnsTable.AddressList.newBuilder().addAllAddress(addresses(host, ipv6)))));
    }
    DnsFilterConfig filter =
        DnsFilterConfig.newBuilder()
            .setStatPrefix(StatNames.of(proxy.naming().dns()))
            .setServerConfig(ServerContextConfig.newBuilder().setInlineDnsTable(table))
            .build();
    return Listener.newBuilder()
        .setName(proxy.naming().dns())
        .setTrafficDirection(TrafficDirection.INBOUND)
        .setAddress(Addresses.udp("127.0.0.1", proxy.node().dnsPort()))
        .setEnableReusePort(ProtoValues.TRUE)
        .addListenerFilters(
            ListenerFilter.newBuilder()
                .setName("envoy.filters.udp.dns_filter")
                .setTypedConfig(Packed.any(filter)))
        .build();
  }

  private static List<String> addresses(Host host, boolean ipv6) {
    return host.addresses().stream().filter(address -> ipv6 || !Addresses.isIpv6(address)).toList();
  }
}
