package io.kuma.resource.zoneingress;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.validate.Ports;
import io.kuma.resource.validate.ProxyAddresses;
import io.kuma.resource.validate.TagRules;
import io.kuma.resource.zoneingress.ZoneIngress.AvailableService;
import io.kuma.resource.zoneingress.ZoneIngress.Networking;
import java.util.List;
import java.util.Objects;

/** What the schema of a {@link ZoneIngress} cannot say. */
public final class ZoneIngressValidator implements Validator<ZoneIngress> {

  @Override
  public void validate(Resource<ZoneIngress> resource, Violations violations) {
    ZoneIngress ingress = resource.spec();
    checkNetworking(
        violations.at("networking"),
        Objects.requireNonNullElse(ingress.networking(), Networking.EMPTY));
    List<AvailableService> services = ingress.availableServices();
    for (int i = 0; i < services.size(); i++) {
      // The field without its s is the contract's.
      TagRules.TAGS
          .requireService()
          .check(violations.at("availableService").index(i).field("tags"), services.get(i).tags());
    }
  }

  private static void checkNetworking(Path path, Networking networking) {
    if (networking.admin() != null && isInTheWay(networking, networking.admin().port())) {
      path.field("admin").field("port").add("must differ from port");
    }
    String advertised = networking.advertisedAddress();
    if (advertised.isEmpty() && networking.advertisedPort() != 0) {
      path.field("advertisedAddress").add("has to be defined with advertisedPort");
    }
    if (!advertised.isEmpty() && networking.advertisedPort() == 0) {
      path.field("advertisedPort").add("has to be defined with advertisedAddress");
    }
    // The second "address" is the contract's.
    if (!networking.address().isEmpty()) {
      ProxyAddresses.check(path.field("address").field("address"), networking.address());
    }
    if (!advertised.isEmpty()) {
      ProxyAddresses.check(path.field("advertisedAddress").field("address"), advertised);
    }
    Ports.check(path.field("port"), networking.port());
    if (networking.advertisedPort() != 0) {
      Ports.check(path.field("advertisedPort"), networking.advertisedPort());
    }
  }

  private static boolean isInTheWay(Networking networking, int adminPort) {
    return (adminPort == networking.port() && ProxyAddresses.includesLoopback(networking.address()))
        || (adminPort == networking.advertisedPort()
            && ProxyAddresses.includesLoopback(networking.advertisedAddress()));
  }
}
