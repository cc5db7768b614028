package io.kuma.policy.meshaccesslog;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Column;
import io.kuma.model.Conditions;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Match;
import io.kuma.model.OpenTelemetryBackendRef;
import io.kuma.model.Policy;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import io.kuma.model.TelemetryPolicy;
import io.kuma.model.schema.Default;
import io.kuma.model.schema.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Access logs, as on the wire (contract section 3.4). */
@Doc("What is written down about connections and requests, and where to.")
@Kind(
    fromAsRules = true,
    shortName = "mal",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    status = Conditions.class,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshAccessLog(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("Logs of outbound traffic, by destination.") @Nullable List<To> to,
    @Doc("Logs of inbound traffic, by client; rules have replaced it.") @Nullable List<From> from,
    @Doc("Logs of inbound traffic, by what is matched of it.") @Nullable List<Rule> rules)
    implements TelemetryPolicy {

  public MeshAccessLog {
    to = to == null ? null : List.copyOf(to);
    from = from == null ? null : List.copyOf(from);
    rules = rules == null ? null : List.copyOf(rules);
  }

  @Override
  public List<OpenTelemetryBackendRef> telemetryBackends() {
    List<Backend> backends = new ArrayList<>();
    present(to).forEach(item -> backends.addAll(present(item.conf().backends())));
    present(from).forEach(item -> backends.addAll(present(item.conf().backends())));
    present(rules).forEach(item -> backends.addAll(present(item.conf().backends())));
    return backends.stream()
        .flatMap(backend -> Optional.ofNullable(backend.openTelemetry()).stream())
        .flatMap(to -> Optional.ofNullable(to.backendRef()).stream())
        .toList();
  }

  private static <T> List<T> present(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  /** Logs of what goes to a destination. */
  public record To(
      @Doc("The destination.") TargetRef targetRef,
      @Doc("Its logs.") @JsonProperty("default") Conf conf)
      implements Policy.To<Conf> {}

  /** Logs of what comes from a group of clients, which can only be all of them. */
  public record From(
      @Doc("The clients.") TargetRef targetRef,
      @Doc("Their logs.") @JsonProperty("default") InboundConf conf)
      implements Policy.From<InboundConf> {}

  /** Logs of what is matched. */
  public record Rule(
      @Doc("The traffic it applies to; all of it if absent.") @Nullable List<Match> matches,
      @Doc("Its logs.") @JsonProperty("default") InboundConf conf)
      implements Policy.Rule<InboundConf> {
    public Rule {
      matches = matches == null ? null : List.copyOf(matches);
    }
  }

  /** Logs. */
  public record Conf(
      @Doc("Where logs go; nowhere if there are none.") @Nullable List<Backend> backends) {
    public Conf {
      backends = backends == null ? null : List.copyOf(backends);
    }
  }

  /**
   * The same for inbound traffic. A type of its own, because what several policies say about it is
   * not merged: all of them log.
   */
  public record InboundConf(
      @Doc("Where logs go; nowhere if there are none.") @Nullable List<Backend> backends) {
    public InboundConf {
      backends = backends == null ? null : List.copyOf(backends);
    }
  }

  /** One place where logs go. */
  public record Backend(
      @Doc("Which of the others is set.") BackendType type,
      @Doc("A service that takes lines over TCP.") @Nullable Tcp tcp,
      @Doc("A file beside the proxy.") @Nullable File file,
      @Doc("An OpenTelemetry collector.") @Nullable OpenTelemetry openTelemetry) {}

  /** What kind of place it is. */
  public enum BackendType {
    Tcp,
    File,
    OpenTelemetry
  }

  /** A service that takes lines over TCP. */
  public record Tcp(
      @Doc("What a line looks like; a default if absent.") @Nullable Format format,
      @Doc("Where it is: host and port.") @Limits(minLength = 1) String address) {}

  /** A file. */
  public record File(
      @Doc("What a line looks like; a default if absent.") @Nullable Format format,
      @Doc("The file's absolute path.") @Limits(minLength = 1) String path) {}

  /** A collector that is spoken to in OpenTelemetry's protocol over gRPC. */
  public record OpenTelemetry(
      @Doc("The attributes of an entry.") @Nullable List<OtelAttribute> attributes,
      @Doc(
              "The body of an entry: a text, or a value as OpenTelemetry's protocol has it in JSON;"
                  + " a default if absent. Placeholders of Envoy and of this control plane may"
                  + " stand in it.")
          @Nullable JsonNode body,
      @Doc("Where it is: host and port; the port is 4317 if absent. A backendRef is preferred.")
          @Default("\"\"")
          @Nullable String endpoint,
      @Doc("The resource that says where it is.") @Nullable OpenTelemetryBackendRef backendRef) {
    public OpenTelemetry {
      attributes = attributes == null ? null : List.copyOf(attributes);
    }
  }

  /** An attribute of an entry in OpenTelemetry. */
  public record OtelAttribute(
      @Doc("Its name.") @Limits(pattern = "^[a-z]([a-z0-9]|[._][a-z0-9])*$") String key,
      @Doc("Its value; placeholders may stand in it.") String value) {}

  /** What a line looks like. */
  public record Format(
      @Doc("Which of plain and json is set.") FormatType type,
      @Doc("The line, with placeholders in it.") @Nullable String plain,
      @Doc("The fields of a JSON object, with placeholders in their values.")
          @Nullable List<JsonField> json,
      @Doc("Leaves out fields that have no value, where the line is JSON.") @Default("false")
          @Nullable Boolean omitEmptyValues) {
    public Format {
      json = json == null ? null : List.copyOf(json);
    }
  }

  /** What kind of line it is. */
  public enum FormatType {
    Plain,
    Json
  }

  /** A field of a line that is a JSON object. */
  public record JsonField(
      @Doc("The field's name.") String key,
      @Doc("Its value; placeholders may stand in it.") String value) {}
}
