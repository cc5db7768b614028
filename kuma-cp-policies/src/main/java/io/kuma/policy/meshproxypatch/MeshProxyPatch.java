package io.kuma.policy.meshproxypatch;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Policy;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import io.kuma.model.schema.Merge;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Patches of what Envoy is told, as on the wire (contract section 3.4). */
@Doc("Changes to the configuration of Envoy that no other policy can make.")
@Kind(
    shortName = "mpp",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshProxyPatch(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("The changes.") @JsonProperty("default") Conf conf)
    implements Policy {

  /** The changes. */
  public record Conf(
      @Doc("The changes, in this order; those of several policies come one after the other.")
          @Merge(Merge.Mode.APPEND)
          @Nullable List<Modification> appendModifications) {
    public Conf {
      appendModifications = appendModifications == null ? null : List.copyOf(appendModifications);
    }
  }

  /** A change to one kind of thing: exactly one of the components is there. */
  public record Modification(
      @Doc("Changes clusters.") @Nullable ClusterMod cluster,
      @Doc("Changes listeners.") @Nullable ListenerMod listener,
      @Doc("Changes network filters of listeners.") @Nullable FilterMod networkFilter,
      @Doc("Changes HTTP filters of listeners.") @Nullable FilterMod httpFilter,
      @Doc("Changes virtual hosts of routes.") @Nullable VirtualHostMod virtualHost) {}

  /** What becomes of a thing. */
  public enum Operation {
    Add,
    Remove,
    Patch
  }

  /** What becomes of a filter: it is one of a list. */
  public enum FilterOperation {
    Remove,
    Patch,
    AddFirst,
    AddBefore,
    AddAfter,
    AddLast
  }

  /** Changes clusters. */
  public record ClusterMod(
      @Doc("What becomes of them.") Operation operation,
      @Doc("Which clusters; all of them if absent.") @Nullable ClusterMatch match,
      @Doc("A cluster of Envoy in YAML: the new one, or what is merged into those there are.")
          @Nullable String value,
      @Doc("Instead of a value: JSON patches (RFC 6902).") @Nullable List<JsonPatch> jsonPatches) {
    public ClusterMod {
      jsonPatches = jsonPatches == null ? null : List.copyOf(jsonPatches);
    }
  }

  /** Selects clusters. */
  public record ClusterMatch(
      @Doc("What they are there for, such as inbound or outbound.") @Nullable String origin,
      @Doc("Their name.") @Nullable String name) {}

  /** Changes listeners. */
  public record ListenerMod(
      @Doc("What becomes of them.") Operation operation,
      @Doc("Which listeners; all of them if absent.") @Nullable ListenerMatch match,
      @Doc("A listener of Envoy in YAML: the new one, or what is merged into those there are.")
          @Nullable String value,
      @Doc("Instead of a value: JSON patches (RFC 6902).") @Nullable List<JsonPatch> jsonPatches) {
    public ListenerMod {
      jsonPatches = jsonPatches == null ? null : List.copyOf(jsonPatches);
    }
  }

  /** Selects listeners. */
  public record ListenerMatch(
      @Doc("What they are there for, such as inbound or outbound.") @Nullable String origin,
      @Doc("Their name.") @Nullable String name,
      @Doc("Tags of the inbound or outbound; all of them have to match.")
          @Nullable Map<String, String> tags) {
    public ListenerMatch {
      tags = sorted(tags);
    }
  }

  /** Changes filters of listeners. */
  public record FilterMod(
      @Doc("What becomes of them.") FilterOperation operation,
      @Doc("Which filters; all of them if absent.") @Nullable FilterMatch match,
      @Doc("A filter of Envoy in YAML: the new one, or what is merged into those there are.")
          @Nullable String value,
      @Doc("Instead of a value: JSON patches (RFC 6902) of the filter's configuration.")
          @Nullable List<JsonPatch> jsonPatches) {
    public FilterMod {
      jsonPatches = jsonPatches == null ? null : List.copyOf(jsonPatches);
    }
  }

  /** Selects filters. */
  public record FilterMatch(
      @Doc("What their listeners are there for, such as inbound or outbound.")
          @Nullable String origin,
      @Doc("Their name.") @Nullable String name,
      @Doc("The name of their listener.") @Nullable String listenerName,
      @Doc("Tags of the inbound or outbound; all of them have to match.")
          @Nullable Map<String, String> listenerTags) {
    public FilterMatch {
      listenerTags = sorted(listenerTags);
    }
  }

  /** Changes virtual hosts of routes. */
  public record VirtualHostMod(
      @Doc("What becomes of them.") Operation operation,
      @Doc("Which virtual hosts.") VirtualHostMatch match,
      @Doc("A virtual host of Envoy in YAML: the new one, or what is merged into those there are.")
          @Nullable String value,
      @Doc("Instead of a value: JSON patches (RFC 6902).") @Nullable List<JsonPatch> jsonPatches) {
    public VirtualHostMod {
      jsonPatches = jsonPatches == null ? null : List.copyOf(jsonPatches);
    }
  }

  /** Selects virtual hosts. */
  public record VirtualHostMatch(
      @Doc("What their listeners are there for, such as inbound or outbound.")
          @Nullable String origin,
      @Doc("Their name.") @Nullable String name,
      @Doc("The name of the route configuration they stand in.")
          @Nullable String routeConfigurationName) {}

  /** One operation of a JSON patch (RFC 6902). */
  public record JsonPatch(
      @Doc("What is done.") JsonPatch.Op op,
      @Doc("Where it is done (RFC 6901).") String path,
      @Doc("For add and replace: the value.") @Nullable JsonNode value,
      @Doc("For move and copy: where the value comes from.") @Nullable String from) {
    /** What is done. */
    public enum Op {
      @JsonProperty("add")
      ADD,
      @JsonProperty("remove")
      REMOVE,
      @JsonProperty("replace")
      REPLACE,
      @JsonProperty("move")
      MOVE,
      @JsonProperty("copy")
      COPY
    }
  }

  private static @Nullable Map<String, String> sorted(@Nullable Map<String, String> map) {
    return map == null ? null : Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
