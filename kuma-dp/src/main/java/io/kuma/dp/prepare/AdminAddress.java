package io.kuma.dp.prepare;

import io.kuma.dp.Failure;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a bootstrap configuration puts Envoy's administration interface (contract 4.2). */
final class AdminAddress {

  private AdminAddress() {}

  /**
   * A unix socket, or TCP.
   *
   * @throws Failure when there is neither
   */
  static SocketAddress of(String bootstrapYaml) {
    Object address = at(at(Yaml.read(bootstrapYaml), "admin"), "address");
    if (at(at(address, "pipe"), "path") instanceof String path) {
      return UnixDomainSocketAddress.of(path);
    }
    Object tcp = at(address, "socketAddress");
    if (at(tcp, "address") instanceof String host && at(tcp, "portValue") instanceof Integer port) {
      return InetSocketAddress.createUnresolved(host, port);
    }
    throw new Failure("the bootstrap configuration has no admin address");
  }

  private static @Nullable Object at(@Nullable Object tree, String key) {
    return tree instanceof Map<?, ?> map ? map.get(key) : null;
  }
}
