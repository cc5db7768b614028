package io.kuma.core.proxy;

import io.kuma.core.identity.IdentityUnavailable;
import io.kuma.core.identity.SpiffeIds;
import io.kuma.core.identity.TrustDomain;
import io.kuma.core.identity.WorkloadIdentities;
import io.kuma.core.identity.WorkloadIdentity;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.match.InboundKey;
import io.kuma.core.match.MatchedPolicies;
import io.kuma.core.match.MatchesHash;
import io.kuma.core.match.PolicyRules;
import io.kuma.core.match.ReferenceIndex;
import io.kuma.core.match.TelemetryBackends;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Labels;
import io.kuma.model.PolicyType;
import io.kuma.model.Resource;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.PrometheusEndpoint;
import io.kuma.resource.dataplane.TransparentProxying;
import io.kuma.resource.mesh.Mesh;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the model of a proxy from a snapshot of its mesh, its Dataplane, the policies that match it
 * and what it says about itself. A function of these. Thread-safe.
 */
public final class ProxyModels {
  private final MatchesHash routeNames;
  private final SpiffeIds spiffeIds;

  public ProxyModels(ResourceCodec codec, ControlPlane controlPlane) {
    this.routeNames = new MatchesHash(codec);
    this.spiffeIds = new SpiffeIds(controlPlane);
  }

  /**
   * The model of one proxy.
   *
   * @param snapshot of the mesh that the Dataplane belongs to
   * @throws IdentityUnavailable if it is to have an identity that cannot be made for it
   */
  public ProxyModel of(
      MeshSnapshot snapshot,
      Resource<Dataplane> dataplane,
      MatchedPolicies policies,
      ProxyInputs inputs) {
    Mesh mesh = snapshot.settings();
    Dataplane spec = dataplane.spec();
    Naming naming = naming(inputs.node(), mesh);
    Optional<TransparentProxy> transparent = transparentProxy(spec, inputs.node(), mesh);
    Optional<MutualTls> mutualTls = mutualTls(snapshot, mesh, dataplane);
    DestinationConfs confs = new DestinationConfs(policies);
    ServiceIndex services = ServiceIndex.of(snapshot);
    ServiceReferences references =
        new ServiceReferences(ReferenceIndex.of(snapshot), RealServices.of(snapshot));
    Backends backends = new Backends(services, references, naming, confs, mutualTls);
    OutboundPlan plan =
        new OutboundPlan(
            services, backends, new RouteRules(confs, routeNames, naming), confs, naming);
    List<Host> hosts = List.of();
    if (transparent.isPresent()) {
      hosts =
          new VirtualOutbounds(
                  dataplane,
                  mesh.meshServicesMode(),
                  new ReachableServices(dataplane, mesh.meshServicesMode(), references))
              .addTo(plan, inputs.vips());
    } else {
      ListedOutbounds.addTo(plan, dataplane, references);
    }
    return new ProxyModel(
        dataplane.key(),
        spec.networking() == null ? "" : spec.networking().address(),
        Optional.ofNullable(dataplane.meta().labels().get(Labels.WORKLOAD)),
        inputs,
        mutualTls,
        inbounds(spec, policies),
        plan.outbounds(),
        backends.all(),
        hosts,
        transparent,
        naming,
        ofProxy(policies),
        confs.ofOutside(snapshot.mesh()),
        TelemetryBackends.of(snapshot.all(CoreTypes.MESH_OPEN_TELEMETRY_BACKEND)),
        PrometheusEndpoint.of(mesh, spec),
        policies.ofMesh());
  }

  /** Names after identifiers need destinations that have some (contract 4.3). */
  private static Naming naming(NodeFacts node, Mesh mesh) {
    return node.has(Feature.UNIFIED_RESOURCE_NAMING)
            && mesh.meshServicesMode() == Mesh.MeshServices.Mode.Exclusive
        ? new UnifiedNaming()
        : new ClassicNaming();
  }

  private Optional<MutualTls> mutualTls(
      MeshSnapshot snapshot, Mesh mesh, Resource<Dataplane> dataplane) {
    Optional<WorkloadIdentity> identity =
        WorkloadIdentities.of(snapshot, spiffeIds).find(dataplane);
    Optional<Mesh.CertificateAuthorityBackend> backend = mesh.enabledMtlsBackend();
    if (identity.isEmpty() && backend.isEmpty()) {
      return Optional.empty();
    }
    List<String> domains =
        new ArrayList<>(TrustDomain.of(snapshot).stream().map(TrustDomain::name).toList());
    boolean usesDomains = identity.isPresent() || !domains.isEmpty();
    if (usesDomains && backend.isPresent()) {
      domains.remove(snapshot.mesh());
      domains.add(0, snapshot.mesh());
    }
    Dataplane spec = dataplane.spec();
    SortedSet<String> services = new TreeSet<>(spec.services());
    SortedMap<String, SortedSet<String>> tags = new TreeMap<>();
    for (Map<String, String> set : spec.tagSets()) {
      set.forEach((key, value) -> tags.computeIfAbsent(key, k -> new TreeSet<>()).add(value));
    }
    return Optional.of(
        new MutualTls(
            snapshot.mesh(),
            backend.map(ProxyModels::mode).orElse(MutualTls.Mode.STRICT),
            backend.isPresent(),
            services,
            tags,
            identity,
            domains));
  }

  private static MutualTls.Mode mode(Mesh.CertificateAuthorityBackend backend) {
    return switch (backend.mode()) {
      case STRICT -> MutualTls.Mode.STRICT;
      case PERMISSIVE -> MutualTls.Mode.PERMISSIVE;
    };
  }

  /** What the proxy itself knows counts for more than what its Dataplane says. */
  private static Optional<TransparentProxy> transparentProxy(
      Dataplane spec, NodeFacts node, Mesh mesh) {
    return node.transparentProxy()
        .or(() -> listed(spec))
        .map(proxy -> proxy.withPassthrough(mesh.passesThrough()));
  }

  private static Optional<TransparentProxy> listed(Dataplane spec) {
    TransparentProxying conf =
        spec.networking() == null ? null : spec.networking().transparentProxying();
    if (conf == null || conf.redirectPortOutbound() == 0) {
      return Optional.empty();
    }
    boolean ipv6 = conf.ipFamilyMode() != TransparentProxying.IpFamilyMode.IPv4;
    return Optional.of(
        new TransparentProxy(conf.redirectPortInbound(), conf.redirectPortOutbound(), ipv6, true));
  }

  private static List<Inbound> inbounds(Dataplane spec, MatchedPolicies policies) {
    Dataplane.Networking networking = spec.networking();
    return networking == null
        ? List.of()
        : networking.inbound().stream()
            .map(inbound -> inbound(inbound, networking, policies))
            .toList();
  }

  private static Inbound inbound(
      io.kuma.resource.dataplane.Inbound inbound,
      Dataplane.Networking networking,
      MatchedPolicies policies) {
    String address = inbound.effectiveAddress(networking);
    InboundKey key = new InboundKey(address, inbound.port());
    return new Inbound(
        key,
        inbound.sectionName(),
        inbound.service().orElse(""),
        new TreeMap<>(inbound.tags()),
        Protocol.parse(inbound.effectiveProtocol()),
        inbound.serviceAddress().isEmpty() ? address : inbound.serviceAddress(),
        inbound.effectiveServicePort(),
        rules(key, policies));
  }

  private static Map<PolicyType<?, ?>, InboundRules<?>> rules(
      InboundKey key, MatchedPolicies policies) {
    Map<PolicyType<?, ?>, InboundRules<?>> byType = new LinkedHashMap<>();
    for (PolicyRules<?> rules : policies.rules()) {
      InboundRules<?> found = rules(key, rules);
      if (!found.isEmpty()) {
        byType.put(rules.type(), found);
      }
    }
    return byType;
  }

  private static <C extends Record> InboundRules<C> rules(InboundKey key, PolicyRules<C> rules) {
    return new InboundRules<>(
        rules.from().getOrDefault(key, List.of()), rules.inbound().getOrDefault(key, List.of()));
  }

  private static Confs ofProxy(MatchedPolicies policies) {
    Map<PolicyType<?, ?>, Record> byType = new LinkedHashMap<>();
    for (PolicyRules<?> rules : policies.rules()) {
      rules.proxy().ifPresent(rule -> byType.put(rules.type(), rule.conf()));
    }
    return byType.isEmpty() ? Confs.NONE : new Confs(byType);
  }
}
