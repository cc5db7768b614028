package io.kuma.xds.plugin;

import io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.kuma.core.proxy.Outbound;
import io.kuma.core.proxy.ProxyModel;
import java.util.Optional;

/** A route of Envoy: its match is set, its backends are chosen. */
public interface RouteXds {
  ProxyModel proxy();

  /** Whose route it is. */
  Outbound outbound();

  /** All but the action. */
  Route.Builder route();

  /** Sending the request on; empty once it is redirected. */
  Optional<RouteAction.Builder> action();

  /** Answers with a redirect instead of sending the request on. */
  void redirect(RedirectAction redirect);
}
