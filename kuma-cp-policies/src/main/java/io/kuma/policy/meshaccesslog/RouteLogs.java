package io.kuma.policy.meshaccesslog;

import com.google.protobuf.BoolValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLogFilter;
import io.envoyproxy.envoy.config.accesslog.v3.MetadataFilter;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.extensions.filters.http.lua.v3.Lua;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.envoyproxy.envoy.type.matcher.v3.ValueMatcher;
import io.kuma.model.Kri;
import io.kuma.xds.plugin.FilterSlot;
import io.kuma.xds.plugin.HttpXds;

/**
 * Tells the requests of a route that has logs of its own from all others. Envoy's loggers know
 * nothing of routes, so a filter notes the route's identifier where loggers find it.
 */
final class RouteLogs {
  private static final String LUA = "envoy.filters.http.lua";
  private static final String NOTES = "kuma.routes";
  private static final String KEY = "route_kri";
  private static final String SCRIPT =
      """
      function envoy_on_request(handle)
        local meta = handle:metadata():get("route_kri")
        if meta ~= nil then
          handle:streamInfo():dynamicMetadata():set("kuma.routes", "route_kri", meta)
        end
      end
      """;

  private RouteLogs() {}

  /** Requests of routes without logs of their own. */
  static AccessLogFilter others() {
    return filter(
        true,
        ValueMatcher.newBuilder()
            .setNullMatch(ValueMatcher.NullMatch.getDefaultInstance())
            .build());
  }

  /** Requests of one route. */
  static AccessLogFilter of(Kri route) {
    return filter(
        false,
        ValueMatcher.newBuilder()
            .setStringMatch(StringMatcher.newBuilder().setExact(route.toString()))
            .build());
  }

  private static AccessLogFilter filter(boolean ifAbsent, ValueMatcher value) {
    return AccessLogFilter.newBuilder()
        .setMetadataFilter(
            MetadataFilter.newBuilder()
                .setMatchIfKeyNotFound(BoolValue.newBuilder().setValue(ifAbsent))
                .setMatcher(
                    MetadataMatcher.newBuilder()
                        .setFilter(NOTES)
                        .addPath(MetadataMatcher.PathSegment.newBuilder().setKey(KEY))
                        .setValue(value)))
        .build();
  }

  /** Lets requests be noted. */
  static void note(HttpXds http) {
    http.filter(
        FilterSlot.ROUTE_NOTE,
        LUA,
        Lua.newBuilder()
            .setDefaultSourceCode(DataSource.newBuilder().setInlineString(SCRIPT))
            .build());
  }

  /** What is noted of a request of the route. */
  static Metadata metadata(Kri route) {
    return Metadata.newBuilder()
        .putFilterMetadata(
            LUA,
            Struct.newBuilder()
                .putFields(KEY, Value.newBuilder().setStringValue(route.toString()).build())
                .build())
        .build();
  }
}
