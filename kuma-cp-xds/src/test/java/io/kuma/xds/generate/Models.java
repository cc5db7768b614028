package io.kuma.xds.generate;

import io.kuma.core.match.InboundKey;
import io.kuma.core.match.TelemetryBackends;
import io.kuma.core.proxy.AdminTls;
import io.kuma.core.proxy.Backend;
import io.kuma.core.proxy.ClassicNaming;
import io.kuma.core.proxy.Confs;
import io.kuma.core.proxy.Destination.ServiceTag;
import io.kuma.core.proxy.Feature;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.Instance;
import io.kuma.core.proxy.InstanceSet;
import io.kuma.core.proxy.MutualTls;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.proxy.Outbound;
import io.kuma.core.proxy.OutboundRoute;
import io.kuma.core.proxy.OutboundRoute.WeightedBackend;
import io.kuma.core.proxy.Protocol;
import io.kuma.core.proxy.ProxyInputs;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.core.proxy.RequestMatch;
import io.kuma.core.proxy.TransparentProxy;
import io.kuma.model.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A proxy to generate for: one HTTP inbound, and an outbound to a service of two instances. */
final class Models {
  static final SortedMap<String, String> NO_TAGS = new TreeMap<>();

  String name = "web-1";
  String address = "192.0.2.1";
  List<Integer> ports = List.of(80);
  List<Protocol> outboundProtocols = List.of(Protocol.HTTP);
  Protocol inboundProtocol = Protocol.HTTP;
  Optional<MutualTls> mutualTls = Optional.empty();
  Optional<TransparentProxy> transparentProxy = Optional.empty();
  Set<Feature> features = Set.of();
  String adminAddress = "127.0.0.1";
  List<Instance> instances =
      List.of(instance("192.0.2.11", "east"), instance("192.0.2.12", "west"));

  static Instance instance(String address, String zone) {
    return new Instance(address, 8080, NO_TAGS, NO_TAGS, zone, 1);
  }

  Models mutual(MutualTls.Mode mode) {
    mutualTls =
        Optional.of(
            MutualTls.ofMesh("default", mode, new TreeSet<>(Set.of("web")), new TreeMap<>()));
    return this;
  }

  ProxyModel model() {
    return new ProxyModel(
        new ResourceKey("Dataplane", "default", name),
        address,
        Optional.empty(),
        new ProxyInputs("default", node(), AdminTls.HIDDEN, List.of()),
        mutualTls,
        inbounds(),
        outboundProtocols.stream().map(Models::outbound).toList(),
        List.of(backend()),
        List.of(),
        transparentProxy,
        new ClassicNaming(),
        Confs.NONE,
        Confs.NONE,
        TelemetryBackends.NONE,
        Optional.empty(),
        Set.of());
  }

  private NodeFacts node() {
    return new NodeFacts(
        features,
        9901,
        adminAddress,
        Optional.empty(),
        9902,
        0,
        "/run",
        false,
        Optional.empty(),
        Optional.empty());
  }

  private List<Inbound> inbounds() {
    return ports.stream().map(this::inbound).toList();
  }

  private Inbound inbound(int port) {
    return new Inbound(
        new InboundKey(address, port),
        Integer.toString(port),
        "web",
        new TreeMap<>(Map.of("kuma.io/service", "web")),
        inboundProtocol,
        address,
        8080,
        Map.of());
  }

  private static Outbound outbound(Protocol protocol) {
    return new Outbound(
        "127.0.0.1",
        10001,
        new ServiceTag("api"),
        "api",
        new TreeMap<>(Map.of("kuma.io/service", "api")),
        protocol,
        List.of(
            new OutboundRoute(
                "everything",
                RequestMatch.ANYTHING,
                List.of(new WeightedBackend("api", 1)),
                List.of(),
                Confs.NONE)),
        List.of(),
        Confs.NONE);
  }

  private Backend backend() {
    return new Backend(
        "api",
        new ServiceTag("api"),
        NO_TAGS,
        new TreeSet<>(Set.of("api")),
        new TreeSet<>(Set.of("spiffe://default/api")),
        Protocol.HTTP,
        new InstanceSet(new ArrayList<>(instances)),
        true,
        Confs.NONE);
  }
}
