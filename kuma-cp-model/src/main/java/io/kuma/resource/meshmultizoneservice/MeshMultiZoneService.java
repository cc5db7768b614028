package io.kuma.resource.meshmultizoneservice;

import io.kuma.model.Column;
import io.kuma.model.Destination;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.LabelSelector;
import io.kuma.model.Sync;
import io.kuma.model.schema.Default;
import io.kuma.model.schema.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MeshServices, of any zones, that clients see as one (contract section 3.3). */
@Doc("MeshServices, of any zones, that clients see as one.")
@Kind(
    shortName = MeshMultiZoneService.SHORT_NAME,
    sync = Sync.GLOBAL_TO_ZONE,
    status = MeshMultiZoneServiceStatus.class,
    columns = @Column(name = "Hostname", path = "status.addresses[0].hostname"))
public record MeshMultiZoneService(
    @Doc("The MeshServices that it consists of.") Selector selector,
    @Doc("The ports at which clients reach it.") @Limits(minItems = 1) List<Port> ports)
    implements Destination {

  static final String SHORT_NAME = "mzsvc";

  public MeshMultiZoneService {
    ports = List.copyOf(ports);
  }

  @Override
  public List<Section> sections() {
    return ports.stream().map(port -> new Section(port.port(), port.sectionName())).toList();
  }

  /** Chooses MeshServices. */
  public record Selector(@Doc("Those with these labels.") LabelSelector meshService) {}

  /** A port at which clients reach the service. */
  public record Port(
      @Doc("How policies and routes refer to the port; its number if absent.")
          @Nullable String name,
      @Doc("The number that clients use, and that the MeshServices have to have.") int port,
      @Doc("The protocol that is spoken.") @Default("\"tcp\"") @Nullable String appProtocol) {

    /** How policies refer to it: by name or, without one, by number. */
    public String sectionName() {
      return name == null || name.isEmpty() ? Integer.toString(port) : name;
    }
  }
}
