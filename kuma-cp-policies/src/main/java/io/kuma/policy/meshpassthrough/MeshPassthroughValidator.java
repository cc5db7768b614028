package io.kuma.policy.meshpassthrough;

import static io.kuma.model.TargetRefKind.Dataplane;
import static io.kuma.model.TargetRefKind.Mesh;
import static io.kuma.model.TargetRefKind.MeshSubset;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.meshpassthrough.MeshPassthrough.Conf;
import io.kuma.policy.meshpassthrough.MeshPassthrough.Destination;
import io.kuma.policy.meshpassthrough.MeshPassthrough.MatchProtocol;
import io.kuma.resource.validate.Addresses;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.Ports;
import io.kuma.resource.validate.TargetRefRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the schema of a {@link MeshPassthrough} cannot say. */
public final class MeshPassthroughValidator implements Validator<MeshPassthrough> {
  private static final TargetRefRules TOP = TargetRefRules.of(Mesh, MeshSubset, Dataplane);
  private static final String WILDCARD = "*";
  private static final String WILDCARD_LABEL = "*.";

  /** What two matches must not have in common. */
  private record Key(int port, MatchProtocol protocol, String value) {}

  @Override
  public void validate(Resource<MeshPassthrough> resource, Violations violations) {
    MeshPassthrough policy = resource.spec();
    Path spec = violations.at("spec");
    TOP.check(spec.field("targetRef"), policy.targetRef());
    Conf conf = policy.conf();
    List<Destination> items = conf == null ? List.of() : PolicyRules.orEmpty(conf.appendMatch());
    Map<Integer, MatchProtocol> protocols = new HashMap<>();
    Set<Key> known = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      Path place = spec.field("default").field("appendMatch").index(i);
      checkPort(place.field("port"), items.get(i));
      checkAgainstOthers(place, items.get(i), protocols, known);
      checkValue(place, items.get(i));
    }
  }

  @Override
  public List<String> deprecations(Resource<MeshPassthrough> resource) {
    return PolicyRules.deprecations(resource.spec());
  }

  private static void checkPort(Path path, Destination match) {
    Integer port = match.port();
    if (port == null) {
      if (match.effectiveProtocol() == MatchProtocol.mysql) {
        path.add("port must be defined for Mysql protocol");
      }
    } else {
      Ports.checkOfPolicy(path, port);
    }
  }

  /** A port speaks one protocol of HTTP only, since requests do not show which of them it is. */
  private static void checkAgainstOthers(
      Path path, Destination match, Map<Integer, MatchProtocol> protocols, Set<Key> known) {
    Integer port = match.port();
    if (port == null) {
      return;
    }
    MatchProtocol protocol = match.effectiveProtocol();
    MatchProtocol other = protocols.get(port);
    if (other != null && other != protocol && protocol.isHttp()) {
      path.field("port")
          .add(
              "using the same port in multiple matches requires the same protocol for the following"
                  + " protocols: [grpc http http2]");
    } else {
      protocols.put(port, protocol);
    }
    if (!known.add(new Key(port, protocol, match.value()))) {
      path.field("value")
          .add("value " + match.value() + " is already defiend for this port and protocol");
    }
  }

  private static void checkValue(Path path, Destination match) {
    switch (match.type()) {
      case CIDR -> {
        if (!Addresses.isCidr(match.value())) {
          path.field("value").add("provided CIDR has incorrect value");
        }
      }
      case IP -> {
        if (!Addresses.isIp(match.value())) {
          path.field("value").add("provided IP has incorrect value");
        }
      }
      case Domain -> checkDomain(path, match);
    }
  }

  private static void checkDomain(Path path, Destination match) {
    MatchProtocol protocol = match.effectiveProtocol();
    if (protocol == MatchProtocol.tcp || protocol == MatchProtocol.mysql) {
      path.field("protocol").add("protocol " + protocol + " is not supported for a domain");
    }
    String name = match.value();
    boolean isWildcard = name.startsWith(WILDCARD);
    if (isWildcard && !name.equals(WILDCARD) && !name.startsWith(WILDCARD_LABEL)) {
      path.field("value")
          .add("provided DNS has incorrect value, partial wildcard is currently not supported");
    }
    if (match.port() == null && isWildcard && protocol.isHttp()) {
      path.field("port").add("wildcard domains doesn't work for all ports and layer 7 protocol");
    }
    String fixed = name.startsWith(WILDCARD_LABEL) ? name.substring(WILDCARD_LABEL.length()) : name;
    if (!fixed.startsWith(WILDCARD) && !Addresses.isDnsName(fixed)) {
      path.field("value").add("provided DNS has incorrect value");
    }
  }
}
