package io.kuma.resource.dataplane;

import io.kuma.model.Tags;
import io.kuma.model.TargetRefKind;
import io.kuma.model.Violations.Path;
import io.kuma.resource.dataplane.Outbound.BackendRef;
import io.kuma.resource.dataplane.TransparentProxying.ReachableBackends;
import io.kuma.resource.dataplane.TransparentProxying.Ref;
import io.kuma.resource.validate.Addresses;
import io.kuma.resource.validate.MetaRules;
import io.kuma.resource.validate.Ports;
import io.kuma.resource.validate.TagRules;
import java.util.List;

/** What an {@link Outbound} and a list of reachable services may say. */
final class OutboundRules {
  private static final List<String> KINDS =
      List.of(
          TargetRefKind.MeshExternalService.name(),
          TargetRefKind.MeshMultiZoneService.name(),
          TargetRefKind.MeshService.name());

  private OutboundRules() {}

  static void check(Path path, Outbound outbound) {
    Ports.check(path.field("port"), outbound.port());
    if (!outbound.address().isEmpty() && !Addresses.isIp(outbound.address())) {
      path.field("address").add("address has to be valid IP address");
    }
    if (outbound.backendRef() != null) {
      checkBackend(path.field("backendRef"), outbound.backendRef());
      if (!outbound.tags().isEmpty()) {
        path.field("backendRef").add("both backendRef and tags/service cannot be defined");
      }
    } else if (outbound.tags().isEmpty()) {
      path.field("tags").add("mandatory tag \"" + Tags.SERVICE + "\" is missing");
    } else {
      TagRules.TAGS.requireService().check(path.field("tags"), outbound.tags());
    }
  }

  private static void checkBackend(Path path, BackendRef ref) {
    checkKind(path, ref.kind());
    if (ref.name().isEmpty() && ref.labels().isEmpty()) {
      path.add("either 'name' or 'labels' should be specified");
    }
    // A MeshExternalService has one port, so that it need not be named.
    if (!ref.kind().equals(TargetRefKind.MeshExternalService.name())) {
      Ports.check(path.field("port"), ref.port());
    }
  }

  static void checkReachable(Path path, ReachableBackends backends) {
    for (int i = 0; i < backends.refs().size(); i++) {
      checkReachable(path.index(i), backends.refs().get(i));
    }
  }

  private static void checkReachable(Path path, Ref ref) {
    checkKind(path, ref.kind());
    boolean named = !ref.name().isEmpty();
    boolean inNamespace = !ref.namespace().isEmpty();
    if (named) {
      MetaRules.checkName(path.field("name"), ref.name());
    } else if (inNamespace) {
      path.field("name").add("name is required, when namespace is defined");
    } else if (ref.labels().isEmpty()) {
      path.field("name").add("name or labels are required");
    }
    if ((named || inNamespace) && !ref.labels().isEmpty()) {
      path.field("labels").add("labels cannot be defined when name is specified");
    }
  }

  private static void checkKind(Path path, String kind) {
    if (!KINDS.contains(kind)) {
      path.field("kind").add("invalid value. Available values are: " + String.join(",", KINDS));
    }
  }
}
