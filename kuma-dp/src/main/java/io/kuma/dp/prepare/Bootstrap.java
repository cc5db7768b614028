package io.kuma.dp.prepare;

/**
 * What the control plane answers to a bootstrap request.
 *
 * @param envoy Envoy's configuration, YAML
 * @param address of the proxy; empty if it has none
 * @param applications beside the proxy whose metrics are added to Envoy's, a JSON list, as long as
 *     no MeshMetric says anything
 */
record Bootstrap(String envoy, String address, String applications) {
  static final String NO_APPLICATIONS = "[]";
}
