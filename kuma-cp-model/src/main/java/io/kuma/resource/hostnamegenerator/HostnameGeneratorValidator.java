package io.kuma.resource.hostnamegenerator;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.model.json.GoQuote;
import io.kuma.model.template.TemplateFault;
import io.kuma.resource.hostnamegenerator.HostnameGenerator.Selector;
import io.kuma.resource.validate.DnsNames;
import io.kuma.resource.validate.Extensions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link HostnameGenerator} cannot say. */
public final class HostnameGeneratorValidator implements Validator<HostnameGenerator> {

  @Override
  public void validate(Resource<HostnameGenerator> resource, Violations violations) {
    HostnameGenerator generator = resource.spec();
    Path spec = violations.at("spec");
    checkSelector(spec.field("selector"), generator.selector());
    checkTemplate(spec.field("template"), generator.template());
    Extensions.check(spec.field("extension"), generator.extension());
  }

  private static void checkSelector(Path path, @Nullable Selector selector) {
    long selectors =
        selector == null
            ? 0
            : Stream.of(
                    selector.meshService(),
                    selector.meshExternalService(),
                    selector.meshMultiZoneService())
                .filter(Objects::nonNull)
                .count();
    if (selectors != 1) {
      path.add("exact one selector (meshService, meshExternalService) must be defined");
    }
  }

  private static void checkTemplate(Path path, String source) {
    if (source.isEmpty()) {
      path.add("must not be empty");
      return;
    }
    HostnameTemplate template;
    try {
      template = HostnameTemplate.parse(source);
    } catch (TemplateFault e) {
      path.add("couldn't parse template: " + e.message());
      return;
    }
    try {
      checkName(path, template.renderSample());
    } catch (TemplateFault e) {
      path.add("couldn't render template with stub values: " + e.message());
    }
  }

  private static void checkName(Path path, String name) {
    List<String> problems = DnsNames.subdomainProblems(name);
    if (!problems.isEmpty()) {
      path.add(
          "template renders to %s which is not a valid DNS name: %s"
              .formatted(GoQuote.quote(name), String.join(", ", problems)));
    }
  }
}
