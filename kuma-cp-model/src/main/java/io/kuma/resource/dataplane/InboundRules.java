package io.kuma.resource.dataplane;

import io.kuma.model.Tags;
import io.kuma.model.Violations.Path;
import io.kuma.resource.dataplane.Dataplane.Networking;
import io.kuma.resource.dataplane.Inbound.ServiceProbe;
import io.kuma.resource.validate.Addresses;
import io.kuma.resource.validate.Durations;
import io.kuma.resource.validate.Ports;
import io.kuma.resource.validate.ProtocolTags;
import io.kuma.resource.validate.TagRules;
import org.jspecify.annotations.Nullable;

/** What an {@link Inbound} may say. */
final class InboundRules {
  private InboundRules() {}

  static void check(Path path, Inbound inbound, Networking networking) {
    Ports.check(path.field("port"), inbound.port());
    if (inbound.servicePort() != 0) {
      Ports.check(path.field("servicePort"), inbound.servicePort());
    }
    checkAddresses(path, inbound, networking.address());
    ProtocolTags.check(path.field("tags"), inbound.tags());
    TagRules.TAGS.check(path.field("tags"), inbound.tags());
    if (inbound.serviceProbe() != null) {
      checkProbe(path.field("serviceProbe"), inbound.serviceProbe());
    }
    // Without tags it is selected by labels.
    if (!inbound.tags().isEmpty() && inbound.service().isEmpty()) {
      path.field("tags").key(Tags.SERVICE).add("tag has to exist");
    }
  }

  /** A proxy that listens where its workload does would talk to itself. */
  private static void checkAddresses(Path path, Inbound inbound, String proxyAddress) {
    String serviceAddress = inbound.serviceAddress();
    boolean samePort = inbound.effectiveServicePort() == inbound.port();
    Path servicePath = path.field("serviceAddress");
    if (!serviceAddress.isEmpty()) {
      if (!Addresses.isIp(serviceAddress)) {
        servicePath.add("serviceAddress has to be valid IP address");
      }
      if (samePort && serviceAddress.equals(proxyAddress)) {
        servicePath.add("serviceAddress and servicePort has to differ from address and port");
      }
    }
    if (!inbound.address().isEmpty()) {
      if (!Addresses.isIp(inbound.address())) {
        path.field("address").add("address has to be valid IP address");
      }
      if (samePort && serviceAddress.equals(inbound.address())) {
        servicePath.add("serviceAddress and servicePort has to differ from address and port");
      }
    }
  }

  private static void checkProbe(Path path, ServiceProbe probe) {
    Durations.checkNotZero(path.field("interval"), probe.interval());
    Durations.checkNotZero(path.field("timeout"), probe.timeout());
    checkThreshold(path.field("unhealthyThreshold"), probe.unhealthyThreshold());
    checkThreshold(path.field("healthyThreshold"), probe.healthyThreshold());
  }

  private static void checkThreshold(Path path, @Nullable Integer threshold) {
    if (threshold != null && threshold == 0) {
      path.add("must have a positive value");
    }
  }
}
