package io.kuma.resource.meshgatewayroute;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.Selector;
import io.kuma.model.Sync;
import io.kuma.model.schema.Limits;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Routes of builtin gateways, as on the wire (contract section 3.1). */
@Doc("Where a builtin gateway sends requests and connections.")
@Kind(shape = Shape.FLAT, sync = Sync.GLOBAL_TO_ZONE)
public record MeshGatewayRoute(
    @Doc("The gateways, or listeners of them, by the tags of both.") List<Selector> selectors,
    @Doc("Routes of HTTP or of TCP.") @Nullable Conf conf)
    implements LegacyPolicy {

  public MeshGatewayRoute {
    selectors = List.copyOf(selectors);
  }

  /** Routes of one protocol. */
  public record Conf(
      @Doc("Routes of TCP.") @Nullable TcpRoute tcp,
      @Doc("Routes of HTTP.") @Nullable HttpRoute http) {}

  /** Routes of TCP. */
  public record TcpRoute(@Doc("The first of them counts.") List<TcpRule> rules) {
    public TcpRoute {
      rules = List.copyOf(rules);
    }
  }

  /** Where connections go. */
  public record TcpRule(@Doc("The destinations.") List<Backend> backends) {
    public TcpRule {
      backends = List.copyOf(backends);
    }
  }

  /** Routes of HTTP. */
  public record HttpRoute(
      @Doc("The host names they are for, with * for a first part; those of the listener if none.")
          List<String> hostnames,
      @Doc("The routes.") List<HttpRule> rules) {
    public HttpRoute {
      hostnames = List.copyOf(hostnames);
      rules = List.copyOf(rules);
    }
  }

  /** What becomes of some requests. */
  public record HttpRule(
      @Doc("The requests: those that match one of these.") List<RequestMatch> matches,
      @Doc("What is done to them on their way, in this order.") List<Filter> filters,
      @Doc("The destinations; none for a redirect.") List<Backend> backends) {
    public HttpRule {
      matches = List.copyOf(matches);
      filters = List.copyOf(filters);
      backends = List.copyOf(backends);
    }
  }

  /** A destination. */
  public record Backend(
      @Doc("Its share of the traffic, in relation to the weights beside it.") @Limits(minimum = 0)
          int weight,
      @Doc("Its tags; kuma.io/service is required.") Map<String, String> destination) {
    public Backend {
      destination = Collections.unmodifiableMap(new TreeMap<>(destination));
    }
  }
}
