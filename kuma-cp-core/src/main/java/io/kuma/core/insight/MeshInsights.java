package io.kuma.core.insight;

import io.kuma.core.insight.ObservedProxy.Status;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.ResourceType;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Dataplane.Gateway;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.EnvoyVersion;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.KumaDpVersion;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.Version;
import io.kuma.resource.meshinsight.MeshInsight;
import io.kuma.resource.meshinsight.MeshInsight.DataplaneStat;
import io.kuma.resource.meshinsight.MeshInsight.DataplanesByType;
import io.kuma.resource.meshinsight.MeshInsight.DpVersions;
import io.kuma.resource.meshinsight.MeshInsight.Mtls;
import io.kuma.resource.meshinsight.MeshInsight.ResourceStat;
import io.kuma.resource.meshinsight.MeshInsight.ServiceStat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Counts what a mesh consists of. */
public final class MeshInsights {
  private static final String ALL = "all";
  private static final String STANDARD = "standard";
  private static final String UNKNOWN = "unknown";

  private final Tally dataplanes = new Tally();
  private final Tally types = new Tally();
  private final Tally kumaDp = new Tally();
  private final Tally envoy = new Tally();
  private final Tally issued = new Tally();
  private final Tally supported = new Tally();
  private final Set<String> services = new TreeSet<>();

  private MeshInsights() {}

  /**
   * The insight of a mesh.
   *
   * @param insights of its proxies, by their name
   * @param counts how many resources of each type the mesh has. Insights are left out, for they say
   *     nothing that their subjects do not
   */
  public static MeshInsight of(
      MeshSnapshot snapshot,
      Map<String, DataplaneInsight> insights,
      Map<ResourceType<?>, Integer> counts) {
    MeshInsights sums = new MeshInsights();
    ObservedProxy.of(snapshot, insights).forEach(sums::add);
    return new MeshInsight(
        sums.dataplanes.get(ALL),
        totals(counts, ResourceType::isPolicy),
        new DpVersions(sums.kumaDp.toMap(), sums.envoy.toMap()),
        new Mtls(sums.issued.toMap(), sums.supported.toMap()),
        ServiceInsights.countsIn(snapshot) ? sums.services(snapshot) : null,
        sums.byType(),
        totals(counts, type -> !type.readOnly()));
  }

  private void add(ObservedProxy proxy) {
    Status status = proxy.status();
    Dataplane dataplane = proxy.dataplane();
    dataplanes.add(ALL, status);
    types.add(dataplane.gateway().map(gateway -> gateway.type().name()).orElse(STANDARD), status);
    Optional<Version> version = proxy.version();
    kumaDp.add(known(version.map(Version::kumaDp).map(KumaDpVersion::version)), status);
    envoy.add(known(version.map(Version::envoy).map(EnvoyVersion::version)), status);
    proxy
        .certificate()
        .ifPresent(
            certificate -> {
              issued.add(certificate.issuedBackend(), status);
              certificate.supportedBackends().forEach(backend -> supported.add(backend, status));
            });
    services.addAll(ServiceInsights.servicesOf(dataplane));
  }

  private static String known(Optional<String> version) {
    return version.filter(text -> !text.isEmpty()).orElse(UNKNOWN);
  }

  private ServiceStat services(MeshSnapshot snapshot) {
    int external = snapshot.all(CoreTypes.EXTERNAL_SERVICE).size();
    return new ServiceStat(services.size() + external, services.size(), external);
  }

  private DataplanesByType byType() {
    DataplaneStat builtin = types.get(Gateway.Type.BUILTIN.name());
    DataplaneStat delegated = types.get(Gateway.Type.DELEGATED.name());
    return new DataplanesByType(types.get(STANDARD), builtin.plus(delegated), builtin, delegated);
  }

  private static Map<String, ResourceStat> totals(
      Map<ResourceType<?>, Integer> counts, Predicate<ResourceType<?>> counted) {
    Map<String, ResourceStat> totals = new TreeMap<>();
    counts.forEach(
        (type, count) -> {
          if (count > 0 && counted.test(type)) {
            totals.put(type.name(), new ResourceStat(count));
          }
        });
    return totals;
  }
}
