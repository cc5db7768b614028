package io.kuma.resource.meshgateway;

import io.kuma.model.Resource;
import io.kuma.model.Selector;
import io.kuma.model.Tags;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.meshgateway.MeshGateway.Listener;
import io.kuma.resource.meshgateway.MeshGateway.Listener.Protocol;
import io.kuma.resource.meshgateway.MeshGateway.Tls;
import io.kuma.resource.validate.DnsNames;
import io.kuma.resource.validate.Ports;
import io.kuma.resource.validate.SelectorRules;
import io.kuma.resource.validate.TagRules;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshGateway} cannot say. */
public final class MeshGatewayValidator implements Validator<MeshGateway> {
  private static final int MAX_CERTIFICATES = 2;
  private static final int MAX_HOSTNAME = 253;

  /** Routes select by these tags, so they must not be what a proxy says of itself. */
  private static final TagRules OWN_TAGS =
      TagRules.SELECTOR.reject(
          Set.of(Tags.EXTERNAL_SERVICE, Tags.PROTOCOL, Tags.SERVICE, Tags.ZONE));

  @Override
  public void validate(Resource<MeshGateway> resource, Violations violations) {
    MeshGateway gateway = resource.spec();
    Path selectors = violations.at("selectors");
    SelectorRules.check(
        selectors, gateway.selectors(), TagRules.SELECTOR.requireOne().requireService());
    if (gateway.isCrossMesh()) {
      checkSingle(selectors, gateway.selectors());
    }
    OWN_TAGS.check(violations.at("tags"), gateway.tags());
    if (gateway.conf() == null) {
      violations.at("conf").add("cannot be empty");
      return;
    }
    Path path = violations.at("conf").field("listeners");
    List<Listener> listeners = gateway.listeners();
    if (listeners.isEmpty()) {
      path.add("cannot be empty");
    }
    for (int i = 0; i < listeners.size(); i++) {
      checkListener(path.index(i), listeners.get(i));
    }
    SharedPorts.check(path, listeners);
  }

  private static void checkSingle(Path path, List<Selector> selectors) {
    for (int i = 1; i < selectors.size(); i++) {
      path.index(i).add("there can be at most one selector");
    }
  }

  private static void checkListener(Path path, Listener listener) {
    checkHostname(path.field("hostname"), listener.effectiveHostname());
    Ports.check(path.field("port"), listener.port());
    if (listener.protocol() == Protocol.NONE) {
      path.field("protocol").add("cannot be empty");
    } else if (listener.protocol() == Protocol.HTTPS) {
      checkHttps(path, listener);
    }
    if (listener.tls() != null) {
      checkTls(path.field("tls"), listener.tls(), listener.crossMesh());
    }
    OWN_TAGS.check(path.field("tags"), listener.tags());
  }

  private static void checkHostname(Path path, String hostname) {
    if (hostname.equals(Listener.ANY_HOST)) {
      return;
    }
    if (hostname.length() > MAX_HOSTNAME) {
      path.add("must be at most 253 characters");
    }
    if (hostname.startsWith("*.")) {
      if (!DnsNames.isSubdomain(hostname.substring(2))) {
        path.add("invalid wildcard domain");
      }
    } else if (!DnsNames.isSubdomain(hostname)) {
      path.add("invalid hostname");
    }
  }

  /** Between meshes there is mutual TLS already. */
  private static void checkHttps(Path path, Listener listener) {
    @Nullable Tls tls = listener.tls();
    if (listener.crossMesh()) {
      path.field("protocol").add("protocol is not supported with crossMesh");
    } else if (tls == null) {
      path.field("tls").add("cannot be empty");
    } else if (tls.mode() == Tls.Mode.PASSTHROUGH) {
      path.field("tls").field("mode").add("mode is not supported on HTTPS listeners");
    }
  }

  private static void checkTls(Path path, Tls tls, boolean crossMesh) {
    if (crossMesh) {
      if (tls.mode() != Tls.Mode.NONE || !tls.certificates().isEmpty()) {
        path.add("must be empty with crossMesh");
      }
      return;
    }
    switch (tls.mode()) {
      case NONE -> path.field("mode").add("cannot be empty");
      case TERMINATE -> {
        if (tls.certificates().isEmpty()) {
          path.field("certificates").add("cannot be empty in TLS termination mode");
        } else if (tls.certificates().size() > MAX_CERTIFICATES) {
          path.field("certificates")
              .add("cannot have more than " + MAX_CERTIFICATES + " certificates");
        }
      }
      case PASSTHROUGH -> {}
    }
  }
}
