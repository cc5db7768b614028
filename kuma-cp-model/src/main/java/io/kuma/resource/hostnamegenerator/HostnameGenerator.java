package io.kuma.resource.hostnamegenerator;

import io.kuma.model.Doc;
import io.kuma.model.Extension;
import io.kuma.model.Kind;
import io.kuma.model.LabelSelector;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import org.jspecify.annotations.Nullable;

/** Names for the destinations that it selects (contract section 3.3). */
@Doc("Gives host names to the destinations that it selects.")
@Kind(
    shortName = "hg",
    scope = Scope.GLOBAL,
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL},
    systemNamespaceOnly = true)
public record HostnameGenerator(
    @Doc("The destinations; of one kind only.") @Nullable Selector selector,
    @Doc(
            "A Go template that makes the name. It knows the fields Name, DisplayName, Namespace, Mesh"
                + " and Zone and the function label.")
        String template,
    @Doc("Leaves the work to an extension.") @Nullable Extension extension)
    implements Spec {

  /** Selects destinations of one kind by their labels. */
  public record Selector(
      @Doc("Selects MeshServices.") @Nullable LabelSelector meshService,
      @Doc("Selects MeshExternalServices.") @Nullable LabelSelector meshExternalService,
      @Doc("Selects MeshMultiZoneServices.") @Nullable LabelSelector meshMultiZoneService) {

    public static Selector ofMeshServices(LabelSelector labels) {
      return new Selector(labels, null, null);
    }

    public static Selector ofMeshExternalServices(LabelSelector labels) {
      return new Selector(null, labels, null);
    }

    public static Selector ofMeshMultiZoneServices(LabelSelector labels) {
      return new Selector(null, null, labels);
    }
  }
}
