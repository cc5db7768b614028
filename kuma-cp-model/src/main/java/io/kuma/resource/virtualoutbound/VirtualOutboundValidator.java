package io.kuma.resource.virtualoutbound;

import io.kuma.model.Resource;
import io.kuma.model.Tags;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.model.json.GoQuote;
import io.kuma.resource.validate.SelectorRules;
import io.kuma.resource.validate.TagRules;
import io.kuma.resource.virtualoutbound.VirtualOutbound.Conf;
import io.kuma.resource.virtualoutbound.VirtualOutbound.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** What the schema of a {@link VirtualOutbound} cannot say. */
public final class VirtualOutboundValidator implements Validator<VirtualOutbound> {
  private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9]+");

  @Override
  public void validate(Resource<VirtualOutbound> resource, Violations violations) {
    VirtualOutbound outbound = resource.spec();
    SelectorRules.check(violations.at("selectors"), outbound.selectors(), SelectorRules.ANY);
    Path path = violations.at("conf");
    Conf conf = outbound.conf();
    if (conf == null) {
      path.add("has to be defined");
      return;
    }
    checkParameters(path.field("parameters"), conf.parameters());
    tryOut(path.field("host"), conf.host(), conf, "dummy", VirtualNames::host);
    tryOut(path.field("port"), conf.port(), conf, "1", VirtualNames::port);
  }

  private static void checkParameters(Path path, List<Parameter> parameters) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      Path name = path.index(i).field("name");
      if (!names.add(parameter.name())) {
        name.add("name is already used");
      }
      if (!TagRules.isName(parameter.tag())) {
        path.index(i).field("tagKey").add("must be a valid tag name");
      } else if (parameter.tag().isEmpty() && !TagRules.isName(parameter.name())) {
        name.add("must be a valid tag name if you are not setting tagKey");
      }
      if (!KEY.matcher(parameter.name()).matches()) {
        name.add("must consist of alphanumeric characters to be used as a gotemplate key");
      }
    }
    if (parameters.stream().noneMatch(parameter -> parameter.tag().equals(Tags.SERVICE))) {
      path.add("must contain a parameter with " + Tags.SERVICE + " as a tagKey");
    }
  }

  /** Evaluates a template with the same value for all parameters. */
  private static void tryOut(
      Path path,
      String template,
      Conf conf,
      String value,
      BiConsumer<Conf, Map<String, String>> evaluation) {
    if (template.isEmpty()) {
      path.add("has to be defined");
      return;
    }
    Map<String, String> tags = new TreeMap<>();
    conf.parameters().forEach(parameter -> tags.put(parameter.effectiveTag(), value));
    try {
      evaluation.accept(conf, tags);
    } catch (IllegalArgumentException e) {
      path.add(
          "template pre evaluation failed with error="
              + GoQuote.quote(String.valueOf(e.getMessage())));
    }
  }
}
