package io.kuma.dp.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.kuma.dp.Failure;
import io.kuma.dp.GoDuration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the control plane wants to have measured.
 *
 * @param applications beside the proxy that have metrics
 * @param collectors that metrics are sent to
 * @param profile which of Envoy's metrics, if nothing else is said of them
 * @param exclude those that are left out of the profile
 * @param include those that stay, whatever else is said
 * @param includeUnused also those that nothing was counted for
 * @param labels that all metrics get
 */
record MetricsConfig(
    List<Application> applications,
    List<Collector> collectors,
    Profile profile,
    List<Predicate<String>> exclude,
    List<Predicate<String>> include,
    boolean includeUnused,
    SortedMap<String, String> labels) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * An application with metrics.
   *
   * @param address where it is; empty if it is where the proxy is
   */
  record Application(String name, String address, int port, String path) {}

  /**
   * An OpenTelemetry collector, behind a listener of Envoy.
   *
   * @param socket path of that listener's unix socket
   * @param interval between two times that it is told
   */
  record Collector(String name, String socket, Duration interval) {}

  /** Whether a metric of Envoy is wanted. */
  boolean wants(String name) {
    return include.stream().anyMatch(selector -> selector.test(name))
        || (profile.holds(name) && exclude.stream().noneMatch(selector -> selector.test(name)));
  }

  /**
   * Before the control plane has said anything.
   *
   * @param applications a JSON list of those that have metrics
   */
  static MetricsConfig beginning(String applications) {
    try {
      return parse("{\"observability\":{\"metrics\":{\"applications\":" + applications + "}}}");
    } catch (IOException e) {
      throw new Failure("the applications with metrics cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the document; fields that are not known are passed over.
   *
   * @throws IOException if it is not such a document
   */
  static MetricsConfig parse(String json) throws IOException {
    Draft draft = new Draft();
    try (JsonParser in = JSON.createParser(json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a document about metrics");
      }
      draft.object(in, "");
    }
    return draft.finish();
  }

  /** Collects what stands at the paths that are known. */
  private static final class Draft {
    private static final String ROOT = ".observability.metrics";
    private static final String PROFILES = ROOT + ".sidecar.profiles";

    private final List<Application> applications = new ArrayList<>();
    private final List<Collector> collectors = new ArrayList<>();
    private final List<Profile> profiles = new ArrayList<>();
    private final List<Predicate<String>> exclude = new ArrayList<>();
    private final List<Predicate<String>> include = new ArrayList<>();
    private final SortedMap<String, String> labels = new TreeMap<>();
    private boolean includeUnused;

    MetricsConfig finish() {
      Profile widest =
          profiles.isEmpty() ? Profile.Basic : profiles.stream().sorted().toList().get(0);
      return new MetricsConfig(
          List.copyOf(applications),
          List.copyOf(collectors),
          widest,
          List.copyOf(exclude),
          List.copyOf(include),
          includeUnused,
          labels);
    }

    private void object(JsonParser in, String path) throws IOException {
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = path + "." + in.currentName();
        in.nextToken();
        value(in, field);
      }
    }

    private void value(JsonParser in, String path) throws IOException {
      if (in.currentToken() == JsonToken.START_ARRAY) {
        while (in.nextToken() == JsonToken.START_OBJECT) {
          item(path, texts(in));
        }
      } else if (in.currentToken() == JsonToken.START_OBJECT
          && path.equals(ROOT + ".extraLabels")) {
        texts(in).forEach((name, text) -> labels.put(labelName(name), labelValue(text)));
      } else if (in.currentToken() == JsonToken.START_OBJECT) {
        object(in, path);
      } else if (path.equals(ROOT + ".sidecar.includeUnused")) {
        includeUnused = in.getValueAsBoolean();
      }
    }

    /** Prometheus knows fewer names than the control plane, and writes texts as Go does. */
    private static String labelName(String text) {
      return text.replaceAll("[^a-zA-Z0-9_]", "_");
    }

    private static String labelValue(String text) {
      return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private void item(String path, SortedMap<String, String> fields) throws IOException {
      switch (path) {
        case ROOT + ".applications" ->
            applications.add(
                new Application(
                    fields.getOrDefault("name", ""),
                    fields.getOrDefault("address", ""),
                    port(fields.getOrDefault("port", "")),
                    fields.getOrDefault("path", "/metrics")));
        case ROOT + ".backends" -> backend(fields);
        case PROFILES + ".appendProfiles" -> profiles.add(profile(fields.getOrDefault("name", "")));
        case PROFILES + ".exclude" -> exclude.add(selector(fields));
        case PROFILES + ".include" -> include.add(selector(fields));
        default -> {
          // Not for us, or not for this version.
        }
      }
    }

    private void backend(SortedMap<String, String> fields) throws IOException {
      if (!"OpenTelemetry".equals(fields.get("type"))) {
        return;
      }
      String socket = fields.getOrDefault("openTelemetry.endpoint", "");
      if (socket.isEmpty()) {
        throw new IOException("a collector has no endpoint");
      }
      collectors.add(
          new Collector(
              fields.getOrDefault("name", ""),
              socket,
              interval(fields.getOrDefault("openTelemetry.refreshInterval", "60s"))));
    }

    private static Duration interval(String text) throws IOException {
      try {
        return GoDuration.positive("refreshInterval", text);
      } catch (Failure e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    private static Predicate<String> selector(SortedMap<String, String> fields) throws IOException {
      return Selector.of(fields.getOrDefault("type", ""), fields.getOrDefault("match", ""));
    }

    private static Profile profile(String name) throws IOException {
      try {
        return Profile.valueOf(name);
      } catch (IllegalArgumentException e) {
        throw new IOException("unknown profile of metrics: " + name, e);
      }
    }

    private static int port(String text) throws IOException {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw new IOException("not a port: " + text, e);
      }
    }

    /** The texts and numbers of an object, also deeper: {@code outer.inner}; no lists. */
    private static SortedMap<String, String> texts(JsonParser in) throws IOException {
      SortedMap<String, String> fields = new TreeMap<>();
      collect(in, "", fields);
      return fields;
    }

    private static void collect(JsonParser in, String path, SortedMap<String, String> fields)
        throws IOException {
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = path + in.currentName();
        JsonToken value = in.nextToken();
        if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
          fields.put(name, in.getText());
        } else if (value == JsonToken.START_OBJECT) {
          collect(in, name + ".", fields);
        } else {
          in.skipChildren();
        }
      }
    }
  }
}
