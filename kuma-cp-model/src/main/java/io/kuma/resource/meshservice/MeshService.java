package io.kuma.resource.meshservice;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Column;
import io.kuma.model.Destination;
import io.kuma.model.Doc;
import io.kuma.model.IntOrString;
import io.kuma.model.Kind;
import io.kuma.model.LabelSelector;
import io.kuma.model.Sync;
import io.kuma.model.schema.Default;
import io.kuma.model.schema.Limits;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A service that proxies of the mesh provide (contract section 3.3). */
@Doc("A service that proxies of the mesh provide.")
@Kind(
    shortName = MeshService.SHORT_NAME,
    sync = {Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    status = MeshServiceStatus.class,
    columns = @Column(name = "Hostname", path = "status.addresses[0].hostname"))
public record MeshService(
    @Doc("Whether a proxy is ready to serve it; other zones send nothing if none is.")
        @Default("\"Unavailable\"")
        @Nullable State state,
    @Doc("The proxies that provide it; chosen in one way only.") @Nullable Selector selector,
    @Doc("The ports at which clients reach it.") @Limits(listKeys = {"port", "appProtocol"})
        @Nullable List<Port> ports,
    @Doc("What the proxies prove to be; clients accept nothing else.")
        @Nullable List<Identity> identities)
    implements Destination {

  static final String SHORT_NAME = "msvc";

  public MeshService {
    ports = ports == null ? null : List.copyOf(ports);
    identities = identities == null ? null : List.copyOf(identities);
  }

  /** The ports; none if it was not said. */
  public List<Port> portList() {
    return ports == null ? List.of() : ports;
  }

  @Override
  public List<Section> sections() {
    return portList().stream().map(port -> new Section(port.port(), port.sectionName())).toList();
  }

  /** Whether a proxy is ready to serve it; constants are spelled as on the wire. */
  public enum State {
    Available,
    Unavailable
  }

  /** Chooses the proxies; one of the fields at most. */
  public record Selector(
      @Doc("Those with an inbound that has all these tags.")
          @Nullable Map<String, String> dataplaneTags,
      @Doc("The one with this name.") @Nullable DataplaneRef dataplaneRef,
      @Doc("Those with these labels.") @Nullable LabelSelector dataplaneLabels) {
    public Selector {
      dataplaneTags =
          dataplaneTags == null ? null : Collections.unmodifiableMap(new TreeMap<>(dataplaneTags));
    }

    public static Selector ofTags(Map<String, String> tags) {
      return new Selector(tags, null, null);
    }
  }

  /** Points at a proxy. */
  public record DataplaneRef(@Doc("The name of the Dataplane.") @Nullable String name) {}

  /** A port at which clients reach the service. */
  public record Port(
      @Doc("How policies and routes refer to the port; its number if absent.")
          @Nullable String name,
      @Doc("The number that clients use.") int port,
      @Doc("The inbound of the proxies, by number or name; the same number if absent.")
          @Nullable IntOrString targetPort,
      @Doc("The protocol that is spoken.") @Default("\"tcp\"") @Nullable String appProtocol) {

    /** How policies refer to it: by name or, without one, by number. */
    public String sectionName() {
      return name == null || name.isEmpty() ? Integer.toString(port) : name;
    }

    /**
     * Whether it means the inbound of this number and name. Without a target it means one of the
     * same number.
     */
    public boolean isTarget(int inboundPort, String inboundName) {
      if (targetPort == null) {
        return inboundPort == port;
      }
      Integer number = targetPort.number();
      return number != null ? inboundPort == number : inboundName.equals(targetPort.text());
    }
  }

  /** What the proxies prove to be. */
  public record Identity(
      @Doc("What kind of name it is.") Identity.Type type, @Doc("The name.") String value) {
    /** What kind of name it is; constants are spelled as on the wire. */
    public enum Type {
      /** A value of the tag {@code kuma.io/service}. */
      ServiceTag,
      @JsonProperty("SpiffeID")
      SpiffeId
    }
  }
}
