package io.kuma.resource.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kuma.model.Violations.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What a {@link MetricsBackend} may say, in a mesh and in a Dataplane. */
public final class PrometheusRules {
  private PrometheusRules() {}

  /** Reports a type that is not known, and what is wrong with the settings of one that is. */
  public static void check(Path path, MetricsBackend backend) {
    if (!backend.type().equals(MetricsBackend.PROMETHEUS)) {
      path.field("type")
          .add("unknown backend type. Available backends: \"" + MetricsBackend.PROMETHEUS + "\"");
      return;
    }
    JsonNode conf = backend.conf() == null ? MissingNode.getInstance() : backend.conf();
    checkConf(path.field("conf"), conf);
  }

  private static void checkConf(Path path, JsonNode conf) {
    if (conf.hasNonNull("skipMTLS") && conf.hasNonNull("tls") && !agree(conf)) {
      path.add("skipMTLS and tls configuration cannot be defined together");
      return;
    }
    try {
      Pattern.compile(conf.path("envoy").path("filterRegex").asText());
    } catch (PatternSyntaxException e) {
      path.field("envoy")
          .field("filterRegex")
          .add("provided regexp isn't correct: " + e.getDescription());
      return;
    }
    Set<String> names = new HashSet<>();
    JsonNode aggregate = conf.path("aggregate");
    for (int i = 0; i < aggregate.size(); i++) {
      String name = aggregate.get(i).path("name").asText();
      if (!names.add(name)) {
        path.field("aggregate")
            .index(i)
            .field("name")
            .add("duplicate entry: " + name + ", values have to be unique");
      }
    }
  }

  /** Whether the older and the newer way to say it say the same. */
  private static boolean agree(JsonNode conf) {
    boolean skip = conf.path("skipMTLS").asBoolean();
    String mode = conf.path("tls").path("mode").asText("activeMTLSBackend");
    return mode.equals(skip ? "disabled" : "activeMTLSBackend");
  }
}
