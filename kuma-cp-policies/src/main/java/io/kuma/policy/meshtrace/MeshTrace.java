package io.kuma.policy.meshtrace;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Column;
import io.kuma.model.Conditions;
import io.kuma.model.Doc;
import io.kuma.model.IntOrString;
import io.kuma.model.Kind;
import io.kuma.model.OpenTelemetryBackendRef;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import io.kuma.model.TelemetryPolicy;
import io.kuma.model.schema.Default;
import io.kuma.model.schema.Limits;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tracing, as on the wire (contract section 3.4). */
@Doc("Where proxies report spans of distributed traces to, and which requests are traced.")
@Kind(
    shortName = "mtr",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    status = Conditions.class,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshTrace(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("Their tracing.") @JsonProperty("default") @Nullable Conf conf)
    implements TelemetryPolicy {

  @Override
  public List<OpenTelemetryBackendRef> telemetryBackends() {
    return conf == null || conf.backends() == null
        ? List.of()
        : conf.backends().stream()
            .flatMap(backend -> Optional.ofNullable(backend.openTelemetry()).stream())
            .flatMap(to -> Optional.ofNullable(to.backendRef()).stream())
            .toList();
  }

  /** How requests are traced. */
  public record Conf(
      @Doc("Where spans are reported to: one place, or none to turn tracing off.")
          @Limits(maxItems = 1)
          @Nullable List<Backend> backends,
      @Doc("Which requests are traced.") @Nullable Sampling sampling,
      @Doc("What is noted on each span beside what Envoy notes.") @Nullable List<Tag> tags) {
    public Conf {
      backends = backends == null ? null : List.copyOf(backends);
      tags = tags == null ? null : List.copyOf(tags);
    }
  }

  /** Where spans are reported to. */
  public record Backend(
      @Doc("Which of the others is set.") BackendType type,
      @Doc("A Zipkin collector.") @Nullable Zipkin zipkin,
      @Doc("A Datadog agent.") @Nullable Datadog datadog,
      @Doc("An OpenTelemetry collector.") @Nullable OpenTelemetry openTelemetry) {}

  /** What kind of collector it is. */
  public enum BackendType {
    Zipkin,
    Datadog,
    OpenTelemetry
  }

  /** A Zipkin collector, or another one that takes its spans. */
  public record Zipkin(
      @Doc("Where spans are posted to.") String url,
      @Doc("Makes new trace IDs 128 bits long.") @Default("false") @Nullable Boolean traceId128bit,
      @Doc("How spans are encoded.") @Default("\"httpJson\"") @Nullable ApiVersion apiVersion,
      @Doc("Lets client and server share the ID of a span.") @Default("true")
          @Nullable Boolean sharedSpanContext) {}

  /** How spans for Zipkin are encoded. */
  public enum ApiVersion {
    httpJson,
    httpProto
  }

  /** A Datadog agent. */
  public record Datadog(
      @Doc("Where it is: scheme http, host and port, and nothing more.") String url,
      @Doc(
              "Reports inbound requests, and those to each destination, under service names of"
                  + " their own.")
          @Default("false")
          @Nullable Boolean splitService) {}

  /** A collector that is spoken to in OpenTelemetry's protocol. */
  public record OpenTelemetry(
      @Doc("Where it is: host and port. A backendRef is preferred.") @Default("\"\"")
          @Nullable String endpoint,
      @Doc("The resource that says where it is.") @Nullable OpenTelemetryBackendRef backendRef) {}

  /**
   * Which requests are traced, each in percent of what is left to decide; 100 is the default of
   * each.
   */
  public record Sampling(
      @Doc("Of all requests that would be traced otherwise: those that are, at most.")
          @Nullable IntOrString overall,
      @Doc("Of the requests whose client asks for a trace: those that get one.")
          @Nullable IntOrString client,
      @Doc("Of the requests that nobody has decided about: those that are traced.")
          @Nullable IntOrString random) {}

  /** Something that is noted on each span. */
  public record Tag(
      @Doc("Its name.") String name,
      @Doc("A fixed value.") @Nullable String literal,
      @Doc("A header of the request that has the value.") @Nullable Header header) {}

  /** A header of a request. */
  public record Header(
      @Doc("The name of the header.") String name,
      @Doc("What stands in where a request does not have it; nothing is noted if absent.")
          @JsonProperty("default")
          @Nullable String defaultValue) {}
}
