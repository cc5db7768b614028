package io.kuma.resource.externalservice;

import io.kuma.model.Resource;
import io.kuma.model.Tags;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.externalservice.ExternalService.Networking;
import io.kuma.resource.externalservice.ExternalService.Tls;
import io.kuma.resource.validate.Addresses;
import io.kuma.resource.validate.Addresses.HostAndPort;
import io.kuma.resource.validate.DataSources;
import io.kuma.resource.validate.Ports;
import io.kuma.resource.validate.ProtocolTags;
import io.kuma.resource.validate.TagRules;
import java.util.Optional;
import java.util.OptionalInt;

/** What the schema of an {@link ExternalService} cannot say. */
public final class ExternalServiceValidator implements Validator<ExternalService> {

  @Override
  public void validate(Resource<ExternalService> resource, Violations violations) {
    ExternalService service = resource.spec();
    Networking networking = service.networking();
    Path path = violations.at("networking");
    if (networking == null) {
      path.add("should have networking");
    } else {
      checkAddress(path.field("address"), networking.address());
      if (networking.tls() != null) {
        checkTls(path.field("tls"), networking.tls());
      }
    }
    Path tags = violations.at("tags");
    ProtocolTags.check(tags, service.tags());
    TagRules.TAGS.requireService().check(tags, service.tags());
    if (networking != null
        && !service.service().isEmpty()
        && service.service().equals(networking.host())) {
      tags.key(Tags.SERVICE).add("cannot be the same as networking.address");
    }
  }

  /** An address that has no port fails in every respect, and says so, as the contract has it. */
  private static void checkAddress(Path path, String address) {
    if (address.isEmpty()) {
      path.add("address can't be empty");
      return;
    }
    Optional<HostAndPort> parts = Addresses.split(address);
    if (parts.isEmpty()) {
      path.add("unable to parse address");
    }
    String host = parts.map(HostAndPort::host).orElse("");
    if (!Addresses.isIp(host) && !Addresses.isDnsName(host)) {
      path.add("address has to be a valid IP address or a domain name");
    }
    OptionalInt port = number(parts.map(HostAndPort::port).orElse(""));
    if (port.isEmpty()) {
      path.add("unable to parse port in address");
    }
    Ports.check(path, port.orElse(0));
  }

  private static OptionalInt number(String text) {
    try {
      return OptionalInt.of(Integer.parseUnsignedInt(text));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static void checkTls(Path path, Tls tls) {
    if (tls.serverName() != null && tls.serverName().isEmpty()) {
      path.field("serverName").add("cannot be empty");
    }
    DataSources.check(path.field("caCert"), tls.caCert());
    DataSources.check(path.field("clientCert"), tls.clientCert());
    DataSources.check(path.field("clientKey"), tls.clientKey());
  }
}
