package io.kuma.xds.plugin;

import io.kuma.core.proxy.Backend;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.InboundRules;
import io.kuma.core.proxy.Outbound;
import io.kuma.core.proxy.OutboundRoute;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.model.PolicyType;
import org.jspecify.annotations.Nullable;

/**
 * One policy: where its merged conf shapes what Envoy is told.
 *
 * <p>Every hook is called at every place, also where no policy of the type reaches: what holds then
 * (a default timeout, nobody allowed) is the policy's to say. Hooks are functions of their
 * arguments: no state, no clock, no I/O; they are called from many threads at once.
 *
 * @param <C> the conf that its policies merge to
 */
public interface PolicyPlugin<C extends Record> {

  PolicyType<?, C> type();

  /** A port on which the proxy serves its workload. */
  default void inbound(Inbound inbound, InboundRules<C> rules, InboundXds xds) {}

  /**
   * A port on which the workload reaches a destination. Backends and routes have hooks of their
   * own.
   *
   * @param conf for the destination
   */
  default void outbound(Outbound outbound, @Nullable C conf, OutboundXds xds) {}

  /**
   * A route of Envoy. A route of the model is called with twice if Envoy needs two for it.
   *
   * @param conf for the route, or else for the destination of its outbound
   */
  default void route(OutboundRoute route, @Nullable C conf, RouteXds xds) {}

  /**
   * A group of instances that outbounds send to.
   *
   * @param conf for the destination that the instances belong to
   */
  default void backend(Backend backend, @Nullable C conf, BackendXds xds) {}

  /**
   * The proxy as a whole: resources of the policy's own.
   *
   * @param conf of a policy with one conf for the whole proxy
   */
  default void proxy(ProxyModel proxy, @Nullable C conf, ProxyXds xds) {}

  /**
   * Everything at once, after all other hooks of all policies: for changes by name. What can be
   * done at a place is done there.
   *
   * @param conf of a policy with one conf for the whole proxy
   */
  default void finish(ProxyModel proxy, @Nullable C conf, FinishedXds xds) {}
}
