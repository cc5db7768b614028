package io.kuma.resource.hostnamegenerator;

import io.kuma.model.Labels;
import io.kuma.model.Meta;
import io.kuma.model.template.GoTemplate;
import io.kuma.model.template.TemplateData;
import io.kuma.model.template.TemplateFault;
import io.kuma.model.template.TemplateFunction;
import java.util.Map;
import java.util.Set;

/** The template of a {@link HostnameGenerator}: what it may refer to and what it is given. */
public final class HostnameTemplate {
  private static final String LABEL = "label";

  private final GoTemplate template;

  private HostnameTemplate(GoTemplate template) {
    this.template = template;
  }

  /**
   * Parses a template.
   *
   * @throws TemplateFault if it is malformed
   */
  public static HostnameTemplate parse(String source) {
    return new HostnameTemplate(GoTemplate.parse(source, Set.of(LABEL)));
  }

  /**
   * The name of a destination.
   *
   * @param localZone the zone of what names none
   * @throws TemplateFault if the template asks for something that the destination does not have
   */
  public String render(Meta meta, String localZone) {
    Map<String, String> labels = meta.labels();
    String zone = labels.getOrDefault(Labels.ZONE, "");
    return render(
        meta.name(),
        meta.displayName(),
        labels.getOrDefault(Labels.NAMESPACE, ""),
        meta.mesh(),
        zone.isEmpty() ? localZone : zone,
        key -> {
          String value = labels.get(key);
          if (value == null) {
            throw new IllegalArgumentException("label " + key + " not found");
          }
          return value;
        });
  }

  /**
   * A name of the kind that the template makes, of a destination that has everything.
   *
   * @throws TemplateFault if the template asks for something that no destination has
   */
  String renderSample() {
    return render("name", "displayname", "namespace", "mesh", "zone", key -> LABEL);
  }

  private String render(
      String name,
      String displayName,
      String namespace,
      String mesh,
      String zone,
      TemplateFunction label) {
    return template.render(
        TemplateData.structure(
                Map.of(
                    "Name", name,
                    "DisplayName", displayName,
                    "Namespace", namespace,
                    "Mesh", mesh,
                    "Zone", zone))
            .withFunction(LABEL, label));
  }
}
