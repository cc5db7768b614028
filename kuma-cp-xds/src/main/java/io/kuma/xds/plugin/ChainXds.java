package io.kuma.xds.plugin;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import java.util.Optional;

/** What a listener does with a connection. It ends in HTTP or in TCP, by the protocol. */
public interface ChainXds {
  /** Puts a filter where its slot stands; within a slot, in the order of the calls. */
  void filter(NetworkFilterSlot slot, String name, Message config);

  /** Present for HTTP protocols. */
  Optional<HttpXds> http();

  /** Present for all others. */
  Optional<TcpProxy.Builder> tcp();
}
