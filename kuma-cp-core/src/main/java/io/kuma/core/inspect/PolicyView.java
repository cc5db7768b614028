package io.kuma.core.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.match.InboundKey;
import io.kuma.core.match.MatchRule;
import io.kuma.core.match.MatchesHash;
import io.kuma.core.match.Origin;
import io.kuma.core.match.PolicyMatcher;
import io.kuma.core.match.PolicyRules;
import io.kuma.core.match.ProxyPort;
import io.kuma.core.match.ResourceRule;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Kri;
import io.kuma.model.Resource;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.meshhttproute.HttpMatch;
import io.kuma.resource.meshhttproute.MeshHttpRoute;
import io.kuma.resource.meshtcproute.MeshTcpRoute;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What policies say about parts of a proxy that have identifiers: {@code _policies}, {@code
 * _inbounds/…/_policies}, {@code _outbounds/…/_policies} and {@code _outbounds/…/_routes}.
 */
public final class PolicyView {
  private final PolicyMatcher matcher;
  private final ResourceCodec codec;
  private final MatchesHash hash;

  public PolicyView(PolicyMatcher matcher, ResourceCodec codec) {
    this.matcher = matcher;
    this.codec = codec;
    this.hash = new MatchesHash(codec);
  }

  /** Of the proxy as a whole. */
  public ObjectNode ofProxy(MeshSnapshot snapshot, Resource<Dataplane> dataplane) {
    return answer("policies", matched(snapshot, dataplane).flatMap(rules -> proxy(rules).stream()));
  }

  /** Of the port of a proxy; empty if it has no such port. */
  public Optional<ObjectNode> ofInbound(
      MeshSnapshot snapshot, Resource<Dataplane> dataplane, Kri kri) {
    return port(dataplane, kri)
        .map(
            key ->
                answer(
                    "policies",
                    matched(snapshot, dataplane)
                        .flatMap(rules -> inbound(rules, snapshot, dataplane, key).stream())));
  }

  /** Of a destination, routes included; nothing is said of one that does not exist. */
  public ObjectNode ofOutbound(MeshSnapshot snapshot, Resource<Dataplane> dataplane, Kri kri) {
    return answer(
        "policies",
        matched(snapshot, dataplane)
            .flatMap(rules -> conf(rules, rules.resources().find(kri)).stream()));
  }

  /** Of a route to a destination: what is said of the route, or else of the destination. */
  public ObjectNode ofRoute(
      MeshSnapshot snapshot, Resource<Dataplane> dataplane, Kri outbound, Kri route) {
    return answer(
        "policies",
        matched(snapshot, dataplane)
            .filter(rules -> !isRoute(rules))
            .flatMap(rules -> ofRoute(rules, outbound, route).stream()));
  }

  private <C extends Record> Optional<ObjectNode> ofRoute(
      PolicyRules<C> rules, Kri outbound, Kri route) {
    return conf(rules, rules.resources().exactly(route).or(() -> rules.resources().find(outbound)));
  }

  /** The routes to a destination. */
  public ObjectNode routes(MeshSnapshot snapshot, Resource<Dataplane> dataplane, Kri outbound) {
    return answer(
        "routes",
        matched(snapshot, dataplane)
            .filter(PolicyView::isRoute)
            .flatMap(rules -> routes(rules, outbound).stream()));
  }

  private Stream<PolicyRules<?>> matched(MeshSnapshot snapshot, Resource<Dataplane> dataplane) {
    return matcher.match(snapshot, dataplane).rules().stream();
  }

  private static ObjectNode answer(String name, Stream<ObjectNode> items) {
    ObjectNode answer = Trees.object();
    answer.set(name, Trees.array(items.toList()));
    return answer;
  }

  private static boolean isRoute(PolicyRules<?> rules) {
    return rules.type().conf() == MeshHttpRoute.Conf.class
        || rules.type().conf() == MeshTcpRoute.Rule.class;
  }

  private static ObjectNode policy(PolicyRules<?> rules, List<Origin> origins) {
    ObjectNode tree = Trees.object().put("kind", rules.type().name());
    tree.set("origins", Trees.kris(rules.type(), origins));
    return tree;
  }

  private Optional<ObjectNode> proxy(PolicyRules<?> rules) {
    return rules
        .proxy()
        .map(
            rule -> {
              ObjectNode tree = policy(rules, rule.origins());
              tree.set("conf", codec.toTree(rule.conf()));
              return tree;
            });
  }

  private <C extends Record> Optional<ObjectNode> inbound(
      PolicyRules<C> rules, MeshSnapshot snapshot, Resource<Dataplane> dataplane, InboundKey key) {
    List<MatchRule<C>> found =
        matcher
            .inboundItems(snapshot, dataplane, rules.type(), PolicyMatcher.Shadow.LEFT_OUT)
            .getOrDefault(key, List.of());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode tree =
        policy(rules, found.stream().flatMap(rule -> rule.origins().stream()).toList());
    ArrayNode list = tree.putArray("rules");
    for (MatchRule<?> rule : found) {
      ObjectNode item = list.addObject();
      item.set("conf", codec.toTree(rule.conf()));
      item.put("kri", Trees.kri(rules.type(), rule.origins().get(0)));
    }
    return Optional.of(tree);
  }

  private Optional<ObjectNode> conf(
      PolicyRules<?> rules, Optional<? extends ResourceRule<?>> found) {
    return found.map(
        rule -> {
          ObjectNode tree = Trees.object().put("kind", rules.type().name());
          // Each item counts here, also where several are of one policy.
          ArrayNode origins = tree.putArray("origins");
          rule.origins()
              .forEach(origin -> origins.addObject().put("kri", Trees.kri(rules.type(), origin)));
          tree.set("conf", Trees.array(rule.confs().stream().map(codec::toTree).toList()));
          return tree;
        });
  }

  private <C extends Record> Optional<ObjectNode> routes(PolicyRules<C> rules, Kri outbound) {
    return rules
        .resources()
        .find(outbound)
        .map(
            rule -> {
              ObjectNode tree = policy(rules, rule.origins());
              ArrayNode list = tree.putArray("rules");
              for (Record conf : rule.confs()) {
                if (conf instanceof MeshHttpRoute.Conf routes) {
                  routes
                      .rules()
                      .forEach(
                          each ->
                              list.add(
                                  route(
                                      each.conf(),
                                      origin(rules, rule, each.matches()),
                                      each.matches())));
                } else if (conf instanceof MeshTcpRoute.Rule connections) {
                  list.add(route(connections.conf(), "", null));
                }
              }
              return tree;
            });
  }

  private String origin(PolicyRules<?> rules, ResourceRule<?> rule, List<HttpMatch> matches) {
    Origin origin = rule.originByMatches().get(hash.of(matches));
    return origin == null ? "" : Trees.kri(rules.type(), origin);
  }

  private ObjectNode route(Record conf, String kri, @Nullable List<HttpMatch> matches) {
    ObjectNode tree = Trees.object().put("kri", kri);
    tree.set("conf", codec.toTree(conf));
    if (matches == null) {
      return tree.putNull("matches");
    }
    tree.set("matches", Trees.array(matches.stream().map(codec::toTree).toList()));
    return tree;
  }

  /** The port of the proxy that an identifier names; those of other proxies are none. */
  private static Optional<InboundKey> port(Resource<Dataplane> dataplane, Kri kri) {
    return ProxyPort.of(dataplane.spec()).stream()
        .filter(port -> isOf(dataplane, kri) && port.sectionName().equals(kri.section()))
        .map(ProxyPort::key)
        .findFirst();
  }

  private static boolean isOf(Resource<Dataplane> dataplane, Kri kri) {
    return kri.type().equals(CoreTypes.DATAPLANE)
        && kri.mesh().equals(dataplane.mesh())
        && kri.name().equals(dataplane.meta().displayName());
  }
}
