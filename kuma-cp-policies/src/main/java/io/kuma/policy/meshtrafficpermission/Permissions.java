package io.kuma.policy.meshtrafficpermission;

import io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC;

/** Permissions in Envoy's terms, for both kinds of filter that can ask for them. */
interface Permissions {
  /** For requests. */
  io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC toHttpFilter();

  /**
   * For connections.
   *
   * @param statPrefix ends in a dot
   */
  RBAC toNetworkFilter(String statPrefix);
}
