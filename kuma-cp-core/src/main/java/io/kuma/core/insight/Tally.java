package io.kuma.core.insight;

import io.kuma.core.insight.ObservedProxy.Status;
import io.kuma.resource.meshinsight.MeshInsight.DataplaneStat;
import java.util.Map;
import java.util.TreeMap;

/** Counts proxies under names. */
final class Tally {
  private final Map<String, DataplaneStat> stats = new TreeMap<>();

  void add(String name, Status status) {
    stats.merge(name, one(status), DataplaneStat::plus);
  }

  /** What was counted under {@code name}; zeros if nothing was. */
  DataplaneStat get(String name) {
    return stats.getOrDefault(name, DataplaneStat.NONE);
  }

  Map<String, DataplaneStat> toMap() {
    return new TreeMap<>(stats);
  }

  private static DataplaneStat one(Status status) {
    return switch (status) {
      case ONLINE -> new DataplaneStat(1, 1, 0, 0);
      case OFFLINE -> new DataplaneStat(1, 0, 1, 0);
      case PARTIALLY_DEGRADED -> new DataplaneStat(1, 0, 0, 1);
    };
  }
}
