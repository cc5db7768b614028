package io.kuma.core.inspect;

import io.kuma.core.inspect.Attachment.Kind;
import io.kuma.core.match.PolicyMatcher;
import io.kuma.core.match.PolicyMatcher.Shadow;
import io.kuma.core.match.legacy.LegacySelection;
import io.kuma.core.proxy.TagOutbound;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.vip.ServiceVips;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.LegacyPolicy.OfClients;
import io.kuma.model.LegacyPolicy.OfInbounds;
import io.kuma.model.LegacyPolicy.OfOutbounds;
import io.kuma.model.LegacyPolicy.OfProxies;
import io.kuma.model.LegacyPolicy.OfServices;
import io.kuma.model.Policy;
import io.kuma.model.PolicyType;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.Tags;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Inbound;
import io.kuma.resource.trafficroute.TrafficRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which policies hold for which part of a proxy, by the rules of those that select by tags
 * (contract 10.6). Policies with a targetRef are told of for the proxy as a whole.
 */
final class Attachments {
  private static final String ANY = "*";
  private static final String PASSTHROUGH = "pass_through";

  /** It makes destinations, which are told of as such. */
  private static final ResourceType<?> NO_POLICY = CoreTypes.VIRTUAL_OUTBOUND;

  private final ResourceTypes types;
  private final PolicyMatcher matcher;
  private final ServiceVips vips;

  Attachments(ResourceTypes types, PolicyMatcher matcher, ServiceVips vips) {
    this.types = types;
    this.matcher = matcher;
    this.vips = vips;
  }

  /** The policies of each part of a proxy by their types; parts without any are left out. */
  SortedMap<Attachment, SortedMap<String, List<Resource<?>>>> of(
      MeshSnapshot mesh, Resource<Dataplane> dataplane) {
    Look look = new Look(mesh, dataplane);
    matcher.types().forEach(look::addTargeted);
    for (ResourceType<?> type : types.all()) {
      Class<?> spec = type.specClass();
      if (OfInbounds.class.isAssignableFrom(spec)) {
        look.addOfInbounds(narrowed(type));
      } else if (OfOutbounds.class.isAssignableFrom(spec)) {
        look.addOfOutbounds(narrowed(type));
      } else if (OfServices.class.isAssignableFrom(spec)) {
        look.addOfServices(narrowed(type));
      } else if (OfProxies.class.isAssignableFrom(spec) && !type.equals(NO_POLICY)) {
        look.addOfProxy(narrowed(type));
      }
    }
    return look.found;
  }

  @SuppressWarnings("unchecked")
  private static <S extends Spec> ResourceType<S> narrowed(ResourceType<?> type) {
    return (ResourceType<S>) type;
  }

  /** Looks at one proxy. */
  private final class Look {
    private final MeshSnapshot mesh;
    private final Resource<Dataplane> dataplane;
    private final Dataplane spec;
    private final List<TagOutbound> outbounds;
    private final SortedMap<Attachment, SortedMap<String, List<Resource<?>>>> found =
        new TreeMap<>();

    Look(MeshSnapshot mesh, Resource<Dataplane> dataplane) {
      this.mesh = mesh;
      this.dataplane = dataplane;
      this.spec = dataplane.spec();
      this.outbounds = TagOutbound.of(spec, mesh.settings().meshServicesMode(), vips.of(mesh));
    }

    private void add(
        Attachment part, ResourceType<?> type, Stream<? extends Resource<?>> policies) {
      List<Resource<?>> list = policies.<Resource<?>>map(policy -> policy).toList();
      if (!list.isEmpty()) {
        found.computeIfAbsent(part, key -> new TreeMap<>()).put(type.name(), list);
      }
    }

    <S extends Policy> void addTargeted(PolicyType<S, ?> type) {
      add(
          Attachment.PROXY,
          type.resource(),
          matcher.policies(mesh, dataplane, type, Shadow.LEFT_OUT).stream());
    }

    <P extends OfProxies> void addOfProxy(ResourceType<P> type) {
      add(Attachment.PROXY, type, LegacySelection.forProxy(mesh.all(type), spec).stream());
    }

    /** One that says who may connect says nothing where nobody knows who connects. */
    <P extends OfInbounds> void addOfInbounds(ResourceType<P> type) {
      Dataplane.Networking networking = spec.networking();
      boolean ofClients = OfClients.class.isAssignableFrom(type.specClass());
      if (networking == null || !(ofClients || isMutual())) {
        return;
      }
      for (Inbound inbound : spec.inbounds()) {
        String name =
            "%s:%d:%d"
                .formatted(
                    inbound.effectiveAddress(networking),
                    inbound.port(),
                    inbound.effectiveServicePort());
        add(
            new Attachment(Kind.inbound, name, inbound.tags().getOrDefault(Tags.SERVICE, "")),
            type,
            ofClients
                ? LegacySelection.allForInbound(mesh.all(type), inbound.tags()).stream()
                : LegacySelection.forInbound(mesh.all(type), inbound.tags()).stream());
      }
    }

    private boolean isMutual() {
      return mesh.settings().enabledMtlsBackend().isPresent();
    }

    <P extends OfOutbounds> void addOfOutbounds(ResourceType<P> type) {
      for (TagOutbound outbound : outbounds) {
        String name = outbound.address() + ":" + outbound.port();
        add(
            new Attachment(Kind.outbound, name, outbound.service()),
            type,
            winner(mesh.all(type), outbound.service()).stream());
      }
    }

    <P extends OfServices> void addOfServices(ResourceType<P> type) {
      List<Resource<P>> policies = mesh.all(type);
      for (String service : services()) {
        add(Attachment.ofService(service), type, winner(policies, service).stream());
      }
      List<Resource<P>> ofPassthrough =
          policies.stream().filter(policy -> policy.spec().coversPassthrough()).toList();
      add(Attachment.ofService(PASSTHROUGH), type, winner(ofPassthrough, PASSTHROUGH).stream());
    }

    private <P extends LegacyPolicy.OfConnections> Optional<Resource<P>> winner(
        List<Resource<P>> policies, String service) {
      return LegacySelection.forOutbound(policies, spec, service);
    }

    /** Where connections end up: where routes send them, and else at what was asked for. */
    private SortedSet<String> services() {
      SortedSet<String> services = new TreeSet<>();
      for (TagOutbound outbound : outbounds) {
        TrafficRoute.Conf conf =
            winner(mesh.all(CoreTypes.TRAFFIC_ROUTE), outbound.service())
                .map(route -> route.spec().conf())
                .orElse(null);
        for (Map<String, String> destination : destinations(conf)) {
          String service = destination.getOrDefault(Tags.SERVICE, ANY);
          services.add(service.equals(ANY) ? outbound.service() : service);
        }
      }
      return services;
    }

    private static List<Map<String, String>> destinations(TrafficRoute.@Nullable Conf conf) {
      if (conf == null) {
        return List.of(Map.of());
      }
      List<Map<String, String>> all = new ArrayList<>();
      addDestinations(all, conf.destination(), conf.split());
      conf.http().forEach(route -> addDestinations(all, route.destination(), route.split()));
      return all;
    }

    private static void addDestinations(
        List<Map<String, String>> all,
        @Nullable Map<String, String> only,
        List<TrafficRoute.Split> split) {
      if (only != null && !only.isEmpty()) {
        all.add(only);
      }
      split.forEach(part -> all.add(part.destination()));
    }
  }
}
