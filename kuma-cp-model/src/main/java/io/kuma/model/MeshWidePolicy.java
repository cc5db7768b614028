package io.kuma.model;

/**
 * A policy that changes what all proxies of its mesh are told by being there, whomever it reaches.
 */
public interface MeshWidePolicy extends Policy {}
