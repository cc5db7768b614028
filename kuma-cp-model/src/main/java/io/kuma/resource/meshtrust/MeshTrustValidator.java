package io.kuma.resource.meshtrust;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.meshtrust.MeshTrust.CaBundle;
import io.kuma.resource.validate.MetaRules;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the schema of a {@link MeshTrust} cannot say. */
public final class MeshTrustValidator implements Validator<MeshTrust> {
  private static final int MAX_TRUST_DOMAIN = 253;
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (?<label>[^-\\n]+)-----\\s(?<content>[A-Za-z0-9+/=\\s]*)-----END"
              + " \\k<label>-----");

  @Override
  public void validate(Resource<MeshTrust> resource, Violations violations) {
    MeshTrust trust = resource.spec();
    Path spec = violations.at("spec");
    List<CaBundle> bundles = trust.caBundles();
    if (bundles.isEmpty()) {
      spec.field("caBundles").add("must not be empty");
    }
    for (int i = 0; i < bundles.size(); i++) {
      checkBundle(spec.field("caBundles").index(i), bundles.get(i));
    }
    Path trustDomain = spec.field("trustDomain");
    if (trust.trustDomain().isEmpty()) {
      trustDomain.add("trustDomain needs to be defined");
    }
    MetaRules.checkLength(trustDomain, trust.trustDomain(), MAX_TRUST_DOMAIN);
  }

  @Override
  public List<String> deprecations(Resource<MeshTrust> resource) {
    return resource.spec().origin() == null
        ? List.of()
        : List.of("setting spec.origin field is deprecated");
  }

  private static void checkBundle(Path path, CaBundle bundle) {
    switch (bundle.type()) {
      case Pem -> {
        if (bundle.pem() == null) {
          path.field("pem").add("must be defined");
        } else if (!isCertificate(bundle.pem().value())) {
          path.field("pem").field("value").add("provided certificate has incorrect format");
        }
      }
    }
  }

  /** Whether the text begins with something in PEM that is no private key. */
  private static boolean isCertificate(String text) {
    Matcher pem = PEM.matcher(text);
    if (!pem.find() || pem.group("label").endsWith("PRIVATE KEY")) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(pem.group("content").replaceAll("\\s", "")).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
