package io.kuma.resource.meshmultizoneservice;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.meshmultizoneservice.MeshMultiZoneService.Port;
import io.kuma.resource.validate.AppProtocols;
import io.kuma.resource.validate.DestinationRules;
import java.util.List;

/** What the schema of a {@link MeshMultiZoneService} cannot say. */
public final class MeshMultiZoneServiceValidator implements Validator<MeshMultiZoneService> {

  @Override
  public void validate(Resource<MeshMultiZoneService> resource, Violations violations) {
    MeshMultiZoneService service = resource.spec();
    Path spec = violations.at("spec");
    if (service.selector().meshService().isEmpty()) {
      spec.field("selector").field("meshService").field("matchLabels").add("cannot be empty");
    }
    List<Port> ports = service.ports();
    if (ports.isEmpty()) {
      spec.field("ports").add("cannot be empty");
    }
    for (int i = 0; i < ports.size(); i++) {
      checkPort(spec.field("ports").index(i), ports.get(i));
    }
  }

  @Override
  public List<String> deprecations(Resource<MeshMultiZoneService> resource) {
    return DestinationRules.deprecations(resource, MeshMultiZoneService.SHORT_NAME);
  }

  private static void checkPort(Path path, Port port) {
    if (port.name() != null && port.name().isEmpty()) {
      path.field("name").add("must not be empty");
    }
    AppProtocols.check(path.field("appProtocol"), port.appProtocol());
  }
}
