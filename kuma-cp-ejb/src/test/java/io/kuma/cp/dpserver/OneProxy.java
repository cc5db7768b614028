package io.kuma.cp.dpserver;

import com.google.protobuf.Any;
import com.google.protobuf.StringValue;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.kuma.xds.ads.ProxyConnection;
import io.kuma.xds.ads.ProxyConnections;
import io.kuma.xds.ads.ProxyStream;
import io.kuma.xds.ads.StreamRefused;
import io.kuma.xds.cache.ProxySnapshot;
import io.kuma.xds.cache.SecretSource;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Lets everybody in who brings the credential {@code open sesame}, and shows the last one a text of
 * the test's.
 */
final class OneProxy implements ProxyConnections, ProxyConnection {
  final CountDownLatch gone = new CountDownLatch(1);

  private volatile ProxySnapshot snapshot = snapshotOf("first");
  private volatile @Nullable ProxyStream stream;

  void show(String text) {
    snapshot = snapshotOf(text);
    ProxyStream open = stream;
    if (open != null) {
      open.wake();
    }
  }

  private static ProxySnapshot snapshotOf(String text) {
    Any body = Any.pack(StringValue.of(text));
    TreeMap<String, VersionedResource> clusters =
        new TreeMap<>(Map.of("c", new VersionedResource("c", text, () -> body)));
    return new ProxySnapshot(
        new XdsResources(new TreeMap<>(Map.of(XdsType.CLUSTER, clusters))), SecretSource.NONE);
  }

  @Override
  public ProxyConnection open(ProxyStream opened, Node node, String credential)
      throws StreamRefused {
    if (!credential.equals("open sesame")) {
      throw new StreamRefused("who is it?");
    }
    stream = opened;
    return this;
  }

  @Override
  public Optional<ProxySnapshot> snapshot() {
    return Optional.of(snapshot);
  }

  @Override
  public void nodeChanged(Node node) throws StreamRefused {
    throw new StreamRefused("the node of a stream cannot change");
  }

  @Override
  public void sent(XdsType type) {}

  @Override
  public void settled(ProxySnapshot looked) {}

  @Override
  public void acknowledged(XdsType type) {}

  @Override
  public void rejected(XdsType type, String reason) {}

  @Override
  public void closed() {
    gone.countDown();
  }
}
