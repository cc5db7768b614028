package io.kuma.resource.meshgateway;

import io.kuma.model.Violations.Path;
import io.kuma.resource.meshgateway.MeshGateway.Listener;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Listeners of one port become one listener of Envoy: they have to agree on what Envoy decides
 * before it knows the host name, and to differ in the host name.
 */
final class SharedPorts {
  private final Path path;
  private final List<Listener> listeners;

  private SharedPorts(Path path, List<Listener> listeners) {
    this.path = path;
    this.listeners = listeners;
  }

  static void check(Path path, List<Listener> listeners) {
    SharedPorts check = new SharedPorts(path, listeners);
    IntStream.range(0, listeners.size())
        .boxed()
        .collect(
            Collectors.groupingBy(
                index -> listeners.get(index).port(), TreeMap::new, Collectors.toList()))
        .values()
        .forEach(check::check);
  }

  private void check(List<Integer> ofPort) {
    if (by(ofPort, Listener::protocol).size() > 1) {
      ofPort.forEach(
          index -> path.index(index).add("protocol conflicts with other listeners on this port"));
    }
    by(ofPort, Listener::effectiveHostname).values().stream()
        .filter(sameHost -> sameHost.size() > 1)
        .flatMap(List::stream)
        .forEach(index -> path.index(index).add("multiple listeners for hostname on this port"));
    List<Integer> limited =
        ofPort.stream().filter(index -> limit(listeners.get(index)) != 0).toList();
    if (by(limited, SharedPorts::limit).size() > 1) {
      limited.forEach(
          index ->
              path.index(index)
                  .field("resources")
                  .field("connectionLimit")
                  .add("conflicting values for this port"));
    }
  }

  private static int limit(Listener listener) {
    return listener.resources() == null ? 0 : listener.resources().connectionLimit();
  }

  private <K extends Comparable<? super K>> Map<K, List<Integer>> by(
      List<Integer> indexes, Function<Listener, K> key) {
    return indexes.stream()
        .collect(
            Collectors.groupingBy(
                index -> key.apply(listeners.get(index)), TreeMap::new, Collectors.toList()));
  }
}
