package io.kuma.policy.meshproxypatch;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.ClusterMod;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.FilterMatch;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.FilterMod;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.JsonPatch;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.ListenerMod;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.Modification;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.Operation;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.VirtualHostMod;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.TargetRefRules;
import io.kuma.xds.envoy.EnvoyText;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshProxyPatch} cannot say. */
public final class MeshProxyPatchValidator implements Validator<MeshProxyPatch> {
  private static final String MISSING = "must be defined";
  private static final String UNWANTED = "must not be defined";

  private final EnvoyText envoy = new EnvoyText();

  @Override
  public void validate(Resource<MeshProxyPatch> resource, Violations violations) {
    MeshProxyPatch policy = resource.spec();
    Path spec = violations.at("spec");
    PolicyRules.checkTop(spec, resource, TargetRefRules.PROXIES_AND_GATEWAYS);
    Path path = spec.field("default").field("appendModifications");
    List<Modification> modifications = policy.conf().appendModifications();
    if (modifications == null || modifications.isEmpty()) {
      path.add("must not be empty");
      return;
    }
    for (int i = 0; i < modifications.size(); i++) {
      check(path.index(i), modifications.get(i));
    }
  }

  @Override
  public List<String> deprecations(Resource<MeshProxyPatch> resource) {
    return PolicyRules.deprecations(resource.spec());
  }

  private void check(Path path, Modification modification) {
    long count =
        Stream.of(
                modification.cluster(),
                modification.listener(),
                modification.networkFilter(),
                modification.httpFilter(),
                modification.virtualHost())
            .filter(Objects::nonNull)
            .count();
    if (count != 1) {
      path.add(
          "exactly one modification can be defined at a time. Currently, %d modifications are defined"
              .formatted(count));
      return;
    }
    if (modification.cluster() != null) {
      checkCluster(path, modification.cluster());
    } else if (modification.listener() != null) {
      checkListener(path, modification.listener());
    } else if (modification.networkFilter() != null) {
      checkFilter(path, "networkFilter", modification.networkFilter(), Filter.getDefaultInstance());
    } else if (modification.httpFilter() != null) {
      checkFilter(path, "httpFilter", modification.httpFilter(), HttpFilter.getDefaultInstance());
    } else if (modification.virtualHost() != null) {
      checkVirtualHost(path, modification.virtualHost());
    }
  }

  private void checkCluster(Path path, ClusterMod mod) {
    Change change =
        new Change("cluster", mod.value(), mod.jsonPatches(), Cluster.getDefaultInstance());
    if (mod.operation() == Operation.Add && mod.match() != null) {
      path.field("cluster").field("match").add(UNWANTED);
    }
    check(path, mod.operation(), change);
  }

  private void checkListener(Path path, ListenerMod mod) {
    Change change =
        new Change("listener", mod.value(), mod.jsonPatches(), Listener.getDefaultInstance());
    if (mod.operation() == Operation.Add && mod.match() != null) {
      path.field("listener").field("match").add(UNWANTED);
    }
    check(path, mod.operation(), change);
  }

  private void checkVirtualHost(Path path, VirtualHostMod mod) {
    Change change =
        new Change("virtualHost", mod.value(), mod.jsonPatches(), VirtualHost.getDefaultInstance());
    if (mod.operation() == Operation.Add && mod.match().name() != null) {
      path.field("virtualHost").field("match").field("name").add(UNWANTED);
    }
    check(path, mod.operation(), change);
  }

  private void check(Path path, Operation operation, Change change) {
    switch (operation) {
      case Add -> checkNew(path, change);
      case Patch -> checkPatch(path, change);
      case Remove -> checkRemove(path, change);
    }
  }

  private void checkFilter(Path path, String what, FilterMod mod, Message kind) {
    Change change = new Change(what, mod.value(), mod.jsonPatches(), kind);
    Path name = path.field(what).field("match").field("name");
    switch (mod.operation()) {
      case AddFirst, AddLast -> checkNew(path, change);
      case AddBefore -> {
        requireName(
            name,
            mod.match(),
            "must be defined. You need to pick a filter before which this one will be added");
        checkNew(path, change);
      }
      case AddAfter -> {
        requireName(
            name,
            mod.match(),
            "must be defined. You need to pick a filter after which this one will be added");
        checkNew(path, change);
      }
      case Patch -> {
        requireName(name, mod.match(), MISSING);
        checkPatch(path, change);
      }
      case Remove -> checkRemove(path, change);
    }
  }

  /** What is changed, and into what. */
  private record Change(
      String what, @Nullable String value, @Nullable List<JsonPatch> jsonPatches, Message kind) {
    boolean hasJsonPatches() {
      return !PolicyRules.isEmpty(jsonPatches);
    }
  }

  private static void requireName(Path path, @Nullable FilterMatch match, String message) {
    if (match == null || match.name() == null) {
      path.add(message);
    }
  }

  private void checkNew(Path path, Change change) {
    Path value = path.field(change.what()).field("value");
    if (change.value() == null) {
      value.add(MISSING);
    } else {
      String text = change.value();
      EnvoyText.check(value, () -> envoy.read(text, change.kind()));
    }
  }

  private void checkPatch(Path path, Change change) {
    Path place = path.field(change.what());
    if (change.value() != null && change.hasJsonPatches()) {
      place.add(change.what() + " must have only one type defined: value, jsonPatches");
    } else if (change.value() != null) {
      String text = change.value();
      EnvoyText.check(place.field("value"), () -> envoy.readPart(text, change.kind()));
    } else if (change.jsonPatches() != null && change.hasJsonPatches()) {
      checkJsonPatches(place.field("jsonPatches"), change.jsonPatches());
    } else {
      place.add(change.what() + " must have exactly one defined: value, jsonPatches");
    }
  }

  private static void checkRemove(Path path, Change change) {
    if (change.value() != null) {
      path.field(change.what()).field("value").add(UNWANTED);
    }
  }

  private static void checkJsonPatches(Path path, List<JsonPatch> patches) {
    for (int i = 0; i < patches.size(); i++) {
      JsonPatch patch = patches.get(i);
      Path place = path.index(i);
      checkOperand(
          place.field("from"),
          "from",
          patch.from() != null,
          "[\"move\", \"copy\"]",
          switch (patch.op()) {
            case MOVE, COPY -> true;
            case ADD, REMOVE, REPLACE -> false;
          });
      checkOperand(
          place.field("value"),
          "value",
          patch.value() != null,
          "[\"add\", \"replace\"]",
          switch (patch.op()) {
            case ADD, REPLACE -> true;
            case REMOVE, MOVE, COPY -> false;
          });
      if (patch.op() == JsonPatch.Op.REMOVE
          && (patch.path().isEmpty() || patch.path().equals("/"))) {
        place.field("path").add("root path cannot be removed");
      }
    }
  }

  private static void checkOperand(
      Path path, String name, boolean isThere, String operations, boolean belongsThere) {
    if (isThere != belongsThere) {
      path.add(
          "\"%s\" %s when \"op\" is one of %s"
              .formatted(name, isThere ? "is allowed only" : "must not be empty", operations));
    }
  }
}
