package io.kuma.rest;

/**
 * Which control plane answers, as {@code GET /} tells.
 *
 * @param version of the contract that it speaks
 * @param instanceId of this process
 * @param clusterId of the installation, kept in its store
 */
public record Instance(String hostname, String version, String instanceId, String clusterId) {}
