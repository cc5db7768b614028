package io.kuma.resource.virtualoutbound;

import io.kuma.model.json.GoQuote;
import io.kuma.model.template.GoTemplate;
import io.kuma.model.template.TemplateData;
import io.kuma.model.template.TemplateFault;
import io.kuma.resource.virtualoutbound.VirtualOutbound.Conf;
import io.kuma.resource.virtualoutbound.VirtualOutbound.Parameter;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Evaluates the templates of a {@link VirtualOutbound} with the tags of an inbound. */
public final class VirtualNames {
  private static final Pattern IP_V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final String LABEL = "[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62}";
  private static final Pattern HOST = Pattern.compile(LABEL + "(\\." + LABEL + ")*+[._]?");
  private static final int MAX_HOST = 255;
  private static final int MAX_PORT = 65535;

  private VirtualNames() {}

  /**
   * The host name.
   *
   * @throws IllegalArgumentException if the template is broken, or makes something else of these
   *     tags, in the contract's words
   */
  public static String host(Conf conf, Map<String, String> tags) {
    String host = evaluate(conf.host(), conf, tags);
    if (host.length() > MAX_HOST
        || !HOST.matcher(host).matches()
        || IP_V4.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "evaluation of template with parameters didn't return a valid dns name result="
              + GoQuote.quote(host));
    }
    return host;
  }

  /**
   * The port.
   *
   * @throws IllegalArgumentException as {@link #host}
   */
  public static int port(Conf conf, Map<String, String> tags) {
    String text = evaluate(conf.port(), conf, tags);
    long port;
    try {
      port = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "evaluation of template with parameters didn't evaluate to a parsable number result="
              + GoQuote.quote(text),
          e);
    }
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "evaluation of template returned a port outside of the range [1..65535] result=" + port);
    }
    return (int) port;
  }

  private static String evaluate(String source, Conf conf, Map<String, String> tags) {
    GoTemplate template;
    try {
      template = GoTemplate.parse(source);
    } catch (TemplateFault e) {
      throw new IllegalArgumentException(
          "failed compiling gotemplate error=" + GoQuote.quote(e.message()), e);
    }
    Map<String, String> fields = new TreeMap<>();
    for (Parameter parameter : conf.parameters()) {
      String value = tags.get(parameter.effectiveTag());
      if (value != null) {
        fields.put(parameter.name(), value);
      }
    }
    try {
      return template.render(TemplateData.map(fields));
    } catch (TemplateFault e) {
      throw new IllegalArgumentException(
          "pre evaluation of template with parameters failed with error="
              + GoQuote.quote(e.message()),
          e);
    }
  }
}
