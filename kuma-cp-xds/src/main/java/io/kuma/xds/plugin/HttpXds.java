package io.kuma.xds.plugin;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;

/** What happens to requests. */
public interface HttpXds {
  /** All but the filters and the routes. */
  HttpConnectionManager.Builder manager();

  /** What all routes have in common; not the routes themselves. */
  RouteConfiguration.Builder routes();

  /** The routes: of an inbound all of them, of an outbound none yet. */
  VirtualHost.Builder virtualHost();

  /** Puts a filter where its slot stands; within a slot, in the order of the calls. */
  void filter(FilterSlot slot, String name, Message config);
}
