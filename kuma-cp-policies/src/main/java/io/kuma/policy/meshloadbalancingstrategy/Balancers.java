package io.kuma.policy.meshloadbalancingstrategy;

import com.google.protobuf.UInt32Value;
import com.google.protobuf.UInt64Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.RingHashLbConfig;
import io.envoyproxy.envoy.config.core.v3.RuntimeDouble;
import io.kuma.policy.meshloadbalancingstrategy.LoadBalancer.HashFunction;
import io.kuma.policy.meshloadbalancingstrategy.LoadBalancer.LeastRequest;
import io.kuma.policy.meshloadbalancingstrategy.LoadBalancer.Maglev;
import io.kuma.policy.meshloadbalancingstrategy.LoadBalancer.RingHash;
import org.jspecify.annotations.Nullable;

/** How one of equally good instances is chosen, as clusters have it. */
final class Balancers {
  private Balancers() {}

  static void set(LoadBalancer balancer, Cluster.Builder cluster) {
    switch (balancer.type()) {
      case RoundRobin -> cluster.setLbPolicy(Cluster.LbPolicy.ROUND_ROBIN);
      case Random -> cluster.setLbPolicy(Cluster.LbPolicy.RANDOM);
      case LeastRequest -> {
        cluster.setLbPolicy(Cluster.LbPolicy.LEAST_REQUEST);
        set(balancer.leastRequest(), cluster);
      }
      case RingHash -> {
        cluster.setLbPolicy(Cluster.LbPolicy.RING_HASH);
        set(balancer.ringHash(), cluster);
      }
      case Maglev -> {
        cluster.setLbPolicy(Cluster.LbPolicy.MAGLEV);
        set(balancer.maglev(), cluster);
      }
    }
  }

  private static void set(@Nullable LeastRequest settings, Cluster.Builder cluster) {
    if (settings == null) {
      return;
    }
    if (settings.choiceCount() != null) {
      cluster
          .getLeastRequestLbConfigBuilder()
          .setChoiceCount(UInt32Value.of(settings.choiceCount()));
    }
    if (settings.activeRequestBias() != null) {
      settings
          .activeRequestBias()
          .toDecimal()
          .ifPresent(
              bias ->
                  cluster
                      .getLeastRequestLbConfigBuilder()
                      .setActiveRequestBias(
                          RuntimeDouble.newBuilder().setDefaultValue(bias.doubleValue())));
    }
  }

  private static void set(@Nullable RingHash settings, Cluster.Builder cluster) {
    if (settings == null) {
      return;
    }
    RingHashLbConfig.Builder ring = cluster.getRingHashLbConfigBuilder();
    if (settings.hashFunction() == HashFunction.MurmurHash2) {
      ring.setHashFunction(RingHashLbConfig.HashFunction.MURMUR_HASH_2);
    }
    if (settings.minRingSize() != null) {
      ring.setMinimumRingSize(UInt64Value.of(settings.minRingSize()));
    }
    if (settings.maxRingSize() != null) {
      ring.setMaximumRingSize(UInt64Value.of(settings.maxRingSize()));
    }
  }

  private static void set(@Nullable Maglev settings, Cluster.Builder cluster) {
    if (settings != null && settings.tableSize() != null) {
      cluster.getMaglevLbConfigBuilder().setTableSize(UInt64Value.of(settings.tableSize()));
    }
  }
}
