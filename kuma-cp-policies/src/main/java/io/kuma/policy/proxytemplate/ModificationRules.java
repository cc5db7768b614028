package io.kuma.policy.proxytemplate;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.kuma.model.Violations.Path;
import io.kuma.policy.proxytemplate.ProxyTemplate.ClusterChange;
import io.kuma.policy.proxytemplate.ProxyTemplate.FilterChange;
import io.kuma.policy.proxytemplate.ProxyTemplate.ListenerChange;
import io.kuma.policy.proxytemplate.ProxyTemplate.Modifications;
import io.kuma.policy.proxytemplate.ProxyTemplate.VirtualHostChange;
import io.kuma.xds.envoy.EnvoyText;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a modification of a {@link ProxyTemplate} may say. */
final class ModificationRules {
  private static final String ADD = "add";
  private static final String ADD_FIRST = "addFirst";
  private static final String ADD_LAST = "addLast";
  private static final String ADD_BEFORE = "addBefore";
  private static final String ADD_AFTER = "addAfter";
  private static final String PATCH = "patch";
  private static final String REMOVE = "remove";

  private static final EnvoyText TEXT = new EnvoyText();

  private ModificationRules() {}

  static void check(Path path, Modifications modification) {
    ClusterChange cluster = modification.cluster();
    if (cluster != null) {
      Path place = path.field("cluster");
      Path match = cluster.match() == null ? null : place.field("match");
      checkResource(
          place, cluster.operation(), match, cluster.value(), Cluster.getDefaultInstance());
    }
    ListenerChange listener = modification.listener();
    if (listener != null) {
      Path place = path.field("listener");
      Path match = listener.match() == null ? null : place.field("match");
      checkResource(
          place, listener.operation(), match, listener.value(), Listener.getDefaultInstance());
    }
    if (modification.networkFilter() != null) {
      checkFilter(
          path.field("networkFilter"), modification.networkFilter(), Filter.getDefaultInstance());
    }
    if (modification.httpFilter() != null) {
      checkFilter(
          path.field("httpFilter"), modification.httpFilter(), HttpFilter.getDefaultInstance());
    }
    VirtualHostChange host = modification.virtualHost();
    if (host != null) {
      Path place = path.field("virtualHost");
      boolean isNamed = host.match() != null && !host.match().name().isEmpty();
      Path match = isNamed ? place.field("match").field("name") : null;
      checkResource(place, host.operation(), match, host.value(), VirtualHost.getDefaultInstance());
    }
  }

  /**
   * Checks a change of resources that have no order.
   *
   * @param match what is said of those that are changed, and cannot be when one is added; null if
   *     nothing is
   */
  private static void checkResource(
      Path path, String operation, @Nullable Path match, String value, Message empty) {
    switch (operation) {
      case ADD -> {
        if (match != null) {
          match.add("cannot be defined");
        }
        EnvoyText.check(path.field("value"), () -> TEXT.read(value, empty));
      }
      case PATCH -> EnvoyText.check(path.field("value"), () -> TEXT.readPart(value, empty));
      case REMOVE -> {
        // Needs nothing else.
      }
      default -> refuseOperation(path, List.of(ADD, PATCH, REMOVE));
    }
  }

  /** Checks a change of filters, which stand one after the other. */
  private static void checkFilter(Path path, FilterChange change, Message empty) {
    Path name = path.field("match").field("name");
    boolean isNamed = change.match() != null && !change.match().name().isEmpty();
    String value = change.value();
    switch (change.operation()) {
      case ADD_FIRST, ADD_LAST -> {
        // The place is clear.
      }
      case ADD_BEFORE -> {
        if (!isNamed) {
          name.add(
              "cannot be empty. You need to pick a filter before which this one will be added");
        }
      }
      case ADD_AFTER -> {
        if (!isNamed) {
          name.add("cannot be empty. You need to pick a filter after which this one will be added");
        }
      }
      case PATCH -> {
        if (!isNamed) {
          name.add("cannot be empty");
        }
        EnvoyText.check(path.field("value"), () -> TEXT.readPart(value, empty));
        return;
      }
      case REMOVE -> {
        return;
      }
      default -> {
        refuseOperation(path, List.of(ADD_FIRST, ADD_LAST, ADD_BEFORE, ADD_AFTER, PATCH, REMOVE));
        return;
      }
    }
    EnvoyText.check(path.field("value"), () -> TEXT.read(value, empty));
  }

  private static void refuseOperation(Path path, List<String> operations) {
    String available =
        operations.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    path.field("operation").add("invalid operation. Available operations: " + available);
  }
}
