package io.kuma.core.proxy;

/** What an outbound leads to and what policies point at. */
public sealed interface Destination {

  /** The instances that carry this value of {@code kuma.io/service}. */
  record ServiceTag(String service) implements Destination {}
}
