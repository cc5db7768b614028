package io.kuma.resource.meshexternalservice;

import io.kuma.model.Column;
import io.kuma.model.Destination;
import io.kuma.model.Doc;
import io.kuma.model.Extension;
import io.kuma.model.Kind;
import io.kuma.model.Sync;
import io.kuma.model.schema.Default;
import io.kuma.model.schema.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service outside of the mesh (contract section 3.3). */
@Doc("A service outside of the mesh that proxies reach under a name and an address of the mesh.")
@Kind(
    shortName = MeshExternalService.SHORT_NAME,
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL},
    systemNamespaceOnly = true,
    status = MeshExternalServiceStatus.class,
    columns = @Column(name = "Hostname", path = "status.addresses[0].hostname"))
public record MeshExternalService(
    @Doc("How clients inside the mesh reach it.") Match match,
    @Doc("Leaves the way to the service to an extension.") @Nullable Extension extension,
    @Doc("Where the service is.") @Nullable List<Endpoint> endpoints,
    @Doc("How connections to the service are encrypted.") @Nullable ExternalTls tls)
    implements Destination {

  static final String SHORT_NAME = "extsvc";

  public MeshExternalService {
    endpoints = endpoints == null ? null : List.copyOf(endpoints);
  }

  @Override
  public List<Section> sections() {
    return List.of(new Section(match.port(), Integer.toString(match.port())));
  }

  /** How clients inside the mesh reach the service. */
  public record Match(
      @Doc("How it gets its name.") @Default("\"HostnameGenerator\"") @Nullable Type type,
      @Doc("The port that clients use.") @Limits(minimum = 1, maximum = 65535) int port,
      @Doc("The protocol that is spoken.") @Default("\"tcp\"") @Nullable Protocol protocol) {
    /** How it gets its name; constants are spelled as on the wire. */
    public enum Type {
      HostnameGenerator
    }

    /** What is spoken; constants are spelled as on the wire. */
    public enum Protocol {
      tcp,
      grpc,
      http,
      http2
    }
  }

  /** A place where the service is. */
  public record Endpoint(
      @Doc(value = "An IP address or a host name.", example = "\"example.com\"")
          @Limits(minLength = 1)
          String address,
      @Doc("The port.") @Limits(minimum = 1, maximum = 65535) int port,
      @Doc(
              "Endpoints of a higher number are used only when those of lower ones are not healthy; 0 if"
                  + " absent.")
          @Limits(minimum = 0, maximum = 128)
          @Nullable Integer priority) {}
}
