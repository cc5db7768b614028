package io.kuma.xds.bootstrap;

import io.envoyproxy.envoy.config.metrics.v3.StatsConfig;
import io.envoyproxy.envoy.config.metrics.v3.TagSpecifier;

/** What Envoy takes out of the names of its statistics to make tags of it (contract 4.2). */
final class StatsTags {
  static final StatsConfig CONFIG =
      StatsConfig.newBuilder()
          .addStatsTags(tag("name", "^grpc\\.((.+)\\.)"))
          .addStatsTags(tag("status", "^grpc.*streams_closed(_([0-9]+))"))
          .addStatsTags(tag("kafka_name", "^kafka(\\.(\\S*[0-9]))\\."))
          .addStatsTags(tag("kafka_type", "^kafka\\..*\\.(.*?(?=_duration|$))"))
          .addStatsTags(tag("worker", "(worker_([0-9]+)\\.)"))
          .addStatsTags(tag("listener", "((.+?)\\.)rbac\\."))
          .build();

  private StatsTags() {}

  private static TagSpecifier tag(String name, String regex) {
    return TagSpecifier.newBuilder().setTagName(name).setRegex(regex).build();
  }
}
