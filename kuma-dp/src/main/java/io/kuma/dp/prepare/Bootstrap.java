package io.kuma.dp.prepare;

/**
 * What the control plane answers to a bootstrap request.
 *
 * @param envoy Envoy's configuration, YAML
 * @param address of the proxy; empty if it has none
 */
record Bootstrap(String envoy, String address) {}
