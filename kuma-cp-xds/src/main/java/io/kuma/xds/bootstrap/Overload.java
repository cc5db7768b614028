package io.kuma.xds.bootstrap;

import static io.kuma.xds.bootstrap.EnvoyBootstrap.any;

import com.google.protobuf.util.Durations;
import io.envoyproxy.envoy.config.overload.v3.OverloadAction;
import io.envoyproxy.envoy.config.overload.v3.OverloadManager;
import io.envoyproxy.envoy.config.overload.v3.ResourceMonitor;
import io.envoyproxy.envoy.config.overload.v3.ThresholdTrigger;
import io.envoyproxy.envoy.config.overload.v3.Trigger;
import io.envoyproxy.envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig;
import io.envoyproxy.envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig;

/** How a gateway, which anybody may connect to, protects itself. */
final class Overload {
  private static final String FIXED_HEAP = "envoy.resource_monitors.fixed_heap";
  private static final long REFRESH_MILLIS = 250;
  private static final double SHRINK_AT = 0.95;
  private static final double STOP_AT = 0.98;

  private Overload() {}

  /**
   * Limits a gateway.
   *
   * @param heapBytes 0 for no limit
   */
  static OverloadManager manager(long connections, long heapBytes) {
    OverloadManager.Builder manager =
        OverloadManager.newBuilder()
            .setRefreshInterval(Durations.fromMillis(REFRESH_MILLIS))
            .addResourceMonitors(
                ResourceMonitor.newBuilder()
                    .setName("envoy.resource_monitors.global_downstream_max_connections")
                    .setTypedConfig(
                        any(
                            DownstreamConnectionsConfig.newBuilder()
                                .setMaxActiveDownstreamConnections(connections)
                                .build())));
    if (heapBytes > 0) {
      manager
          .addResourceMonitors(
              ResourceMonitor.newBuilder()
                  .setName(FIXED_HEAP)
                  .setTypedConfig(
                      any(FixedHeapConfig.newBuilder().setMaxHeapSizeBytes(heapBytes).build())))
          .addActions(action("envoy.overload_actions.shrink_heap", SHRINK_AT))
          .addActions(action("envoy.overload_actions.stop_accepting_requests", STOP_AT));
    }
    return manager.build();
  }

  private static OverloadAction action(String name, double threshold) {
    return OverloadAction.newBuilder()
        .setName(name)
        .addTriggers(
            Trigger.newBuilder()
                .setName(FIXED_HEAP)
                .setThreshold(ThresholdTrigger.newBuilder().setValue(threshold)))
        .build();
  }
}
