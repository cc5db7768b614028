package io.kuma.resource.zoneegress;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.validate.Ports;
import io.kuma.resource.validate.ProxyAddresses;
import io.kuma.resource.zoneegress.ZoneEgress.Networking;
import java.util.Objects;

/** What the schema of a {@link ZoneEgress} cannot say. */
public final class ZoneEgressValidator implements Validator<ZoneEgress> {

  @Override
  public void validate(Resource<ZoneEgress> resource, Violations violations) {
    Path path = violations.at("networking");
    Networking networking =
        Objects.requireNonNullElse(resource.spec().networking(), Networking.EMPTY);
    if (networking.admin() != null
        && networking.admin().port() == networking.port()
        && ProxyAddresses.includesLoopback(networking.address())) {
      path.field("admin").field("port").add("must differ from port");
    }
    if (!networking.address().isEmpty()) {
      // The second "address" is the contract's.
      ProxyAddresses.check(path.field("address").field("address"), networking.address());
    }
    Ports.check(path.field("port"), networking.port());
  }
}
