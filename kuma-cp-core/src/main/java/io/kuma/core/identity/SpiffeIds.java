package io.kuma.core.identity;

import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.ControlPlane.Environment;
import io.kuma.model.Labels;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.template.GoTemplate;
import io.kuma.model.template.TemplateData;
import io.kuma.model.template.TemplateFault;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.meshidentity.MeshIdentity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the identities of a MeshIdentity look like: its two templates, filled in. */
public final class SpiffeIds {
  private static final String LABEL = "label";
  private static final String TRUST_DOMAIN = "{{ .Mesh }}.{{ .Zone }}.mesh.local";
  private static final String UNIVERSAL_PATH = "/workload/{{ .Workload }}";
  private static final String KUBERNETES_PATH = "/ns/{{ .Namespace }}/sa/{{ .ServiceAccount }}";

  private final ControlPlane controlPlane;

  public SpiffeIds(ControlPlane controlPlane) {
    this.controlPlane = controlPlane;
  }

  /**
   * The part that names who vouches for the identities.
   *
   * @throws TemplateFault if the template asks for what is not there
   */
  public String trustDomain(Resource<MeshIdentity> identity) {
    MeshIdentity.SpiffeId form = identity.spec().spiffeId();
    String template =
        form == null || form.trustDomain() == null ? TRUST_DOMAIN : form.trustDomain();
    String zone = label(identity.meta(), Labels.ZONE);
    String local = Optional.ofNullable(controlPlane.zone()).orElse("");
    return render(
        template,
        identity.meta(),
        Map.of("Mesh", identity.mesh(), "Zone", zone.isEmpty() ? local : zone));
  }

  /**
   * The whole identity of a proxy.
   *
   * @throws TemplateFault if a template asks for what is not there
   */
  public String of(Resource<MeshIdentity> identity, Resource<Dataplane> dataplane) {
    String trustDomain = trustDomain(identity);
    Meta meta = dataplane.meta();
    return "spiffe://"
        + trustDomain
        + render(
            path(identity.spec()),
            meta,
            Map.of(
                "TrustDomain", trustDomain,
                "Namespace", label(meta, Labels.NAMESPACE),
                "ServiceAccount", label(meta, Labels.SERVICE_ACCOUNT),
                "Workload", label(meta, Labels.WORKLOAD)));
  }

  private String path(MeshIdentity identity) {
    MeshIdentity.SpiffeId form = identity.spiffeId();
    if (form != null && form.path() != null) {
      return form.path();
    }
    return controlPlane.environment() == Environment.KUBERNETES ? KUBERNETES_PATH : UNIVERSAL_PATH;
  }

  private static String render(String template, Meta meta, Map<String, String> fields) {
    return GoTemplate.parse(template, Set.of(LABEL))
        .render(
            TemplateData.structure(fields)
                .withFunction(
                    LABEL,
                    key -> {
                      String value = meta.labels().get(key);
                      if (value == null) {
                        throw new IllegalArgumentException("label " + key + " not found");
                      }
                      return value;
                    }));
  }

  private static String label(Meta meta, String key) {
    return meta.labels().getOrDefault(key, "");
  }
}
