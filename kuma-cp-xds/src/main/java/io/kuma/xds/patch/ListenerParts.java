package io.kuma.xds.patch;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.kuma.xds.envoy.FilterMetadata;
import io.kuma.xds.envoy.Filters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Parts of a finished listener: its chains, and what stands packed in them. */
public final class ListenerParts {
  private static final String ANY_VALUE = "*";

  private ListenerParts() {}

  /** Whether the inbound or outbound has all of these tags; {@code *} stands for any value. */
  public static boolean hasTags(Listener listener, Map<String, String> tags) {
    Map<String, Value> actual =
        listener
            .getMetadata()
            .getFilterMetadataOrDefault(
                FilterMetadata.TAGS, com.google.protobuf.Struct.getDefaultInstance())
            .getFieldsMap();
    return tags.entrySet().stream()
        .allMatch(
            tag -> {
              Value value = actual.get(tag.getKey());
              return value != null
                  && (tag.getValue().equals(ANY_VALUE)
                      || tag.getValue().equals(value.getStringValue()));
            });
  }

  /** The listener with the network filters of all its chains changed. */
  public static Listener changeNetworkFilters(Listener listener, FilterEdit<Filter> edit) {
    return changeChains(listener, edit::apply);
  }

  /** The listener with the HTTP filters of all its chains changed. */
  public static Listener changeHttpFilters(Listener listener, FilterEdit<HttpFilter> edit) {
    return changeHttp(
        listener,
        manager ->
            manager.toBuilder()
                .clearHttpFilters()
                .addAllHttpFilters(edit.apply(manager.getHttpFiltersList()))
                .build());
  }

  /** The listener with all that it does with HTTP changed. */
  public static Listener changeHttp(
      Listener listener, UnaryOperator<HttpConnectionManager> change) {
    return changeChains(
        listener,
        filters -> {
          List<Filter> changed = new ArrayList<>();
          for (Filter filter : filters) {
            changed.add(
                filter.getTypedConfig().is(HttpConnectionManager.class)
                    ? Filters.network(filter.getName(), change.apply(manager(filter)))
                    : filter);
          }
          return changed;
        });
  }

  private static Listener changeChains(Listener listener, UnaryOperator<List<Filter>> change) {
    Listener.Builder changed = listener.toBuilder();
    for (FilterChain.Builder chain : changed.getFilterChainsBuilderList()) {
      List<Filter> filters = change.apply(chain.getFiltersList());
      chain.clearFilters().addAllFilters(filters);
    }
    return changed.build();
  }

  private static HttpConnectionManager manager(Filter filter) {
    try {
      return filter.getTypedConfig().unpack(HttpConnectionManager.class);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(filter.getName() + " cannot be read", e);
    }
  }
}
