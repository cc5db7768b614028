package io.kuma.core.proxy;

import io.kuma.core.proxy.Destination.ResourcePort;
import io.kuma.core.proxy.Destination.ServiceTag;
import io.kuma.model.BackendRef;
import io.kuma.model.Meta;
import io.kuma.model.TargetRefKind;
import io.kuma.resource.meshservice.MeshService.Identity;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The backends of one proxy: each that an outbound names, once. */
final class Backends {
  private static final SortedMap<String, String> ALL_INSTANCES = new TreeMap<>();

  private final ServiceIndex services;
  private final ServiceReferences references;
  private final Naming naming;
  private final DestinationConfs confs;
  private final Optional<MutualTls> mutualTls;
  private final SortedMap<String, Backend> byName = new TreeMap<>();

  Backends(
      ServiceIndex services,
      ServiceReferences references,
      Naming naming,
      DestinationConfs confs,
      Optional<MutualTls> mutualTls) {
    this.services = services;
    this.references = references;
    this.naming = naming;
    this.confs = confs;
    this.mutualTls = mutualTls;
  }

  /** Sorted by name. */
  List<Backend> all() {
    return List.copyOf(byName.values());
  }

  /** Whether a backend is outside of the mesh. */
  boolean isExternal(String name) {
    Backend backend = byName.get(name);
    return backend != null && backend.isExternal();
  }

  /**
   * The backend that a route sends to; empty for what cannot take what is sent, or does not exist.
   *
   * @param from of the route; null if it is not known, and then no names of real resources are
   * @param allowed whether what is spoken there will do
   */
  Optional<String> find(@Nullable Meta from, BackendRef ref, Predicate<Protocol> allowed) {
    if (isByTags(ref)) {
      return ofTags(ref, allowed);
    }
    return from == null
        ? Optional.empty()
        : references
            .find(from, ref.toTargetRef(), ref.port())
            .filter(found -> allowed.test(found.port().protocol()))
            .map(
                found ->
                    add(found.service(), found.port(), found.service().byNumber(found.port())));
  }

  /** As {@link #find}, but a name means a service by its tag first, as upstream has it. */
  Optional<String> findMirror(@Nullable Meta from, BackendRef ref, Predicate<Protocol> allowed) {
    return ofTags(ref, allowed).or(() -> find(from, ref, allowed));
  }

  private static boolean isByTags(BackendRef ref) {
    return ref.kind() == TargetRefKind.MeshServiceSubset
        || (ref.kind() == TargetRefKind.MeshService
            && ref.port() == null
            && ref.sectionName() == null
            && (ref.labels() == null || ref.labels().isEmpty()));
  }

  private Optional<String> ofTags(BackendRef ref, Predicate<Protocol> allowed) {
    String service = ref.name();
    boolean byTags =
        ref.kind() == TargetRefKind.MeshService || ref.kind() == TargetRefKind.MeshServiceSubset;
    if (!byTags || service == null || !allowed.test(services.protocol(service))) {
      return Optional.empty();
    }
    return Optional.of(
        add(
            new ServiceTag(service),
            ref.tags() == null ? ALL_INSTANCES : new TreeMap<>(ref.tags())));
  }

  /** The instances of a service that is known by its tag, narrowed down by others. */
  String add(ServiceTag tag, SortedMap<String, String> subset) {
    String service = tag.service();
    String name = naming.backend(tag, subset);
    byName.computeIfAbsent(
        name,
        n ->
            new Backend(
                n,
                tag,
                subset,
                only(service),
                spiffeIds(service),
                services.protocol(service),
                services.instances(service, subset),
                mutualTls.isPresent(),
                confs.of(tag)));
    return name;
  }

  /** All instances at a port of a real resource. */
  String add(RealService service, RealService.Port port, ResourcePort destination) {
    String name = naming.backend(destination, ALL_INSTANCES);
    byName.computeIfAbsent(
        name,
        n ->
            new Backend(
                n,
                destination,
                ALL_INSTANCES,
                port.sources(),
                spiffeIds(service),
                port.protocol(),
                port.instances(),
                isSecured(service, destination),
                confs.of(destination)));
    return name;
  }

  /**
   * A mesh that is strict never sends plaintext; one that is moving to TLS, or where only some have
   * an identity, waits until all instances are ready for it. A service outside of the mesh has no
   * certificate of the mesh; what stands before it has, where there is a zone egress.
   */
  private boolean isSecured(RealService service, ResourcePort destination) {
    return !destination.isExternal()
        && mutualTls
            .filter(
                mutual ->
                    (mutual.meshAuthority() && mutual.mode() == MutualTls.Mode.STRICT)
                        || service.reachability().tlsReady())
            .isPresent();
  }

  /** Where instances may have identities of their own, a tag does not say which. */
  private SortedSet<String> spiffeIds(String service) {
    return mutualTls
        .filter(mutual -> !mutual.usesTrustDomains())
        .map(mutual -> only(mutual.spiffeId(service)))
        .orElseGet(TreeSet::new);
  }

  private SortedSet<String> spiffeIds(RealService service) {
    SortedSet<String> ids = new TreeSet<>();
    for (Identity identity : service.identities()) {
      switch (identity.type()) {
        case ServiceTag ->
            mutualTls
                .filter(MutualTls::meshAuthority)
                .ifPresent(mutual -> ids.add(mutual.spiffeId(identity.value())));
        case SpiffeId -> ids.add(identity.value());
      }
    }
    return ids;
  }

  private static SortedSet<String> only(String element) {
    SortedSet<String> set = new TreeSet<>();
    set.add(element);
    return set;
  }
}
