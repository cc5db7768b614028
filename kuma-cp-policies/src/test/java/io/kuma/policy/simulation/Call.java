package io.kuma.policy.simulation;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request of a workload.
 *
 * @param port where the workload's own proxy listens for the destination
 */
public record Call(int port, String method, String path, SortedMap<String, String> headers) {

  public static Call get(int port, String path) {
    return new Call(port, "GET", path, new TreeMap<>());
  }

  public Call with(String header, String value) {
    SortedMap<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Call(port, method, path, more);
  }

  public Call by(String newMethod) {
    return new Call(port, newMethod, path, headers);
  }

  /** The path without its query. */
  String pathAlone() {
    return path.split("\\?", 2)[0];
  }

  Map<String, String> query() {
    Map<String, String> query = new TreeMap<>();
    int start = path.indexOf('?');
    if (start >= 0) {
      for (String pair : path.substring(start + 1).split("&", -1)) {
        String[] parts = pair.split("=", 2);
        query.put(parts[0], parts.length == 2 ? parts[1] : "");
      }
    }
    return query;
  }
}
