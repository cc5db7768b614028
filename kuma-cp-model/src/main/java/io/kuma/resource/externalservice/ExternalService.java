package io.kuma.resource.externalservice;

import io.kuma.model.DataSource;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import io.kuma.model.Tags;
import io.kuma.resource.validate.Addresses;
import io.kuma.resource.validate.Addresses.HostAndPort;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A service outside of the mesh, as on the wire (contract section 3.1). */
@Doc("A service outside of the mesh that its proxies can be sent to.")
@Kind(path = "external-services", shape = Shape.FLAT, sync = Sync.GLOBAL_TO_ZONE)
public record ExternalService(
    @Doc("Where the service is.") @Nullable Networking networking,
    @Doc("Tags of the service; kuma.io/service is required.") Map<String, String> tags)
    implements Spec {

  public ExternalService {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /** The service that proxies know it by; empty if it was not said. */
  public String service() {
    return tags.getOrDefault(Tags.SERVICE, "");
  }

  /** The protocol as it was given; {@code tcp} if it was not. */
  public String protocol() {
    return tags.getOrDefault(Tags.PROTOCOL, "tcp");
  }

  /** Where the service is. */
  public record Networking(
      @Doc("The IP address or host name, a colon and the port; IPv6 addresses in brackets.")
          String address,
      @Doc("How proxies talk TLS with it; they do not if absent.") @Nullable Tls tls,
      @Doc("Whether the host name is not answered by the proxies' DNS server.")
          boolean disableHostDNSEntry) {

    /** The address without its port and without brackets; empty if it has another form. */
    public String host() {
      return Addresses.split(address).map(HostAndPort::host).orElse("");
    }

    /**
     * The port of the address.
     *
     * @throws IllegalStateException if there is none, which the validator refuses
     */
    public int port() {
      return Addresses.split(address)
          .map(parts -> Integer.parseInt(parts.port()))
          .orElseThrow(() -> new IllegalStateException(address + " has no port"));
    }
  }

  /** TLS towards the service. */
  public record Tls(
      @Doc("Whether TLS is spoken.") boolean enabled,
      @Doc("The authority of the service's certificate.") @Nullable DataSource caCert,
      @Doc("The certificate that the proxy shows.") @Nullable DataSource clientCert,
      @Doc("The key of the certificate that the proxy shows.") @Nullable DataSource clientKey,
      @Doc("Whether the service may ask for the keys to be agreed on again.")
          @Nullable Boolean allowRenegotiation,
      @Doc("The server name that is asked for; the host of the address if absent.")
          @Nullable String serverName,
      @Doc("Whether the certificate need not be one of the service's host name.")
          @Nullable Boolean skipHostnameVerification) {}
}
