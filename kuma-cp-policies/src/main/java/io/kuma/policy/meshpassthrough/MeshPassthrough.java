package io.kuma.policy.meshpassthrough;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Policy;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import io.kuma.model.schema.Default;
import io.kuma.model.schema.Merge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may leave the mesh, as on the wire (contract section 3.4). */
@Doc("Which destinations outside of the mesh a workload can reach.")
@Kind(
    shortName = "mp",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshPassthrough(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("What their workloads can reach.") @JsonProperty("default") @Nullable Conf conf)
    implements Policy {

  /** What can be reached. */
  public record Conf(
      @Doc("Whether everything can be reached, what is listed, or nothing.")
          @Nullable Mode passthroughMode,
      @Doc("What can be reached, where only what is listed can.") @Merge(Merge.Mode.APPEND)
          @Nullable List<Destination> appendMatch) {
    public Conf {
      appendMatch = appendMatch == null ? null : List.copyOf(appendMatch);
    }
  }

  /** How much can be reached. */
  public enum Mode {
    All,
    Matched,
    None
  }

  /** Something outside of the mesh. */
  public record Destination(
      @Doc("What the value is.") DestinationType type,
      @Doc(
              "A host name, whose first label may be *; an address; or an address and a prefix length.")
          String value,
      @Doc("Its port; all of them if absent.") @Nullable Integer port,
      @Doc("What is spoken to it.") @Default("\"tcp\"") @Nullable MatchProtocol protocol) {

    /** What is spoken to it. */
    public MatchProtocol effectiveProtocol() {
      return protocol == null ? MatchProtocol.tcp : protocol;
    }
  }

  /** How a destination is known. */
  public enum DestinationType {
    Domain,
    IP,
    CIDR
  }

  /** What is spoken to a destination. */
  public enum MatchProtocol {
    tcp,
    tls,
    grpc,
    http,
    http2,
    mysql;

    /** Whether Envoy takes it apart into requests. */
    boolean isHttp() {
      return switch (this) {
        case grpc, http, http2 -> true;
        case tcp, tls, mysql -> false;
      };
    }
  }
}
