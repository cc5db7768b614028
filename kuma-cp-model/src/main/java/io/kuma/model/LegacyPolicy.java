package io.kuma.model;

/**
 * A spec that changes what proxies do, of the kind that came before {@link Policy}: it selects
 * proxies and destinations by tags, the most specific one wins, and confs are not merged (contract
 * section 3.2).
 */
public interface LegacyPolicy extends Spec {}
