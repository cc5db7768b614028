package io.kuma.cp.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kuma.core.manager.Leadership;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the control plane's dashboard asks for is there. */
class DashboardTest {
  private static final Path FILE = Path.of("../deployment/dashboards/control-plane.json");
  private static final Pattern ASKED = Pattern.compile("([a-z][a-z0-9_]+)\\{");
  private static final Pattern SHOWN = Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)[ {]");

  @Test
  void everyMetricOfTheDashboardIsExposed() throws IOException {
    Set<String> asked = new TreeSet<>();
    JsonNode dashboard = new ObjectMapper().readTree(FILE.toFile());
    for (JsonNode expression : dashboard.findValues("expr")) {
      Set<String> names = names(ASKED, expression.textValue());
      assertThat(names).as(expression.textValue()).isNotEmpty();
      asked.addAll(names);
    }
    assertThat(asked).hasSizeGreaterThan(15);
    assertThat(shown()).containsAll(asked);
  }

  /** All names, also of those that have no series before something happens. */
  private static Set<String> shown() {
    ControlPlaneMetrics metrics = new ControlPlaneMetrics();
    metrics.identify("cp-1", "cluster", "2.14.3");
    metrics.leader(Leadership.ALONE);
    metrics.proxies(() -> 0, () -> 0);
    metrics.store().took("get", "Mesh", 1);
    metrics.store().conflict("Mesh");
    metrics.api().answered("GET", "/", 200, Duration.ZERO);
    return names(SHOWN, new String(metrics.text(), StandardCharsets.UTF_8));
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
