package io.kuma.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Selects proxies, or services, by their tags; {@code *} stands for any value. On the wire of
 * legacy policies and gateways.
 */
@Doc("Selects what has these tags.")
public record Selector(
    @Doc("The tags; all of them have to match, and * stands for any value.")
        Map<String, String> match) {
  public Selector {
    match = Collections.unmodifiableMap(new TreeMap<>(match));
  }
}
