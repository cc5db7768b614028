package io.kuma.xds.cache;

/**
 * All that one proxy should have at one moment: resources that are spelled out, and secrets that
 * can be asked for.
 */
public record ProxySnapshot(XdsResources resources, SecretSource secrets) {}
