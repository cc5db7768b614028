package io.kuma.core.hostname;

import io.kuma.model.Destination;
import io.kuma.model.LabelSelector;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.json.GoQuote;
import io.kuma.model.template.TemplateFault;
import io.kuma.resource.hostnamegenerator.HostnameGenerator;
import io.kuma.resource.hostnamegenerator.HostnameGenerator.Selector;
import io.kuma.resource.hostnamegenerator.HostnameTemplate;
import io.kuma.resource.meshexternalservice.MeshExternalService;
import io.kuma.resource.meshmultizoneservice.MeshMultiZoneService;
import io.kuma.resource.meshservice.MeshService;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a generator makes of one destination that it selects. */
public sealed interface GeneratedName {

  /** The destination can have this name. */
  record Named(String hostname) implements GeneratedName {}

  /**
   * The template cannot be rendered for this destination.
   *
   * @param message the contract's, fit for users
   */
  record Failed(String message) implements GeneratedName {}

  /**
   * Asks one generator about one destination.
   *
   * @param localZone the zone of destinations that name none
   * @return empty if the generator does not select the destination, and if its template comes to
   *     nothing
   */
  static Optional<GeneratedName> of(
      HostnameGenerator generator, Resource<? extends Destination> destination, String localZone) {
    Meta meta = destination.meta();
    return selector(generator.selector(), destination.spec())
        .filter(selector -> selector.matches(meta.labels()))
        .map(selector -> render(generator.template(), meta, localZone))
        .filter(name -> !name.equals(new Named("")));
  }

  private static Optional<LabelSelector> selector(
      @Nullable Selector selector, Destination destination) {
    if (selector == null) {
      return Optional.empty();
    } else if (destination instanceof MeshService) {
      return Optional.ofNullable(selector.meshService());
    } else if (destination instanceof MeshExternalService) {
      return Optional.ofNullable(selector.meshExternalService());
    } else if (destination instanceof MeshMultiZoneService) {
      return Optional.ofNullable(selector.meshMultiZoneService());
    }
    return Optional.empty();
  }

  private static GeneratedName render(String source, Meta meta, String localZone) {
    HostnameTemplate template;
    try {
      template = HostnameTemplate.parse(source);
    } catch (TemplateFault e) {
      return new Failed("failed compiling gotemplate error=" + GoQuote.quote(e.message()));
    }
    try {
      return new Named(template.render(meta, localZone));
    } catch (TemplateFault e) {
      return new Failed(
          "pre evaluation of template with parameters failed with error="
              + GoQuote.quote(e.message()));
    }
  }
}
