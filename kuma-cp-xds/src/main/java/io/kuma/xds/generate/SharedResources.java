package io.kuma.xds.generate;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.kuma.core.proxy.Backend;
import io.kuma.core.proxy.InstanceSet;
import io.kuma.xds.cache.ContentHash;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.envoy.LoadAssignments;
import io.kuma.xds.envoy.Packed;
import io.kuma.xds.envoy.ResourceChecks;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets proxies that are told the same hold the same bytes. Endpoints, of which there are most, are
 * not even built twice; other resources are, and the copy is dropped. What no proxy holds any more
 * goes with the garbage.
 */
final class SharedResources {
  private final ResourceChecks checks = new ResourceChecks();
  private final Map<Object, Held> held = new ConcurrentHashMap<>();
  private final ReferenceQueue<VersionedResource> dropped = new ReferenceQueue<>();

  /** The endpoints of a backend that no policy changed. */
  VersionedResource endpoints(Backend backend) {
    EndpointsKey key = new EndpointsKey(backend.name(), backend.instances());
    VersionedResource known = find(key);
    if (known != null) {
      return known;
    }
    Message endpoints = LoadAssignments.of(backend.name(), backend.all()).build();
    checks.check(backend.name(), endpoints);
    return keep(key, encode(backend.name(), endpoints));
  }

  /** A resource, which is checked when it is first seen. */
  VersionedResource resource(String name, Message message) {
    VersionedResource encoded = encode(name, message);
    ContentKey key =
        new ContentKey(message.getDescriptorForType().getFullName(), name, encoded.version());
    VersionedResource known = find(key);
    if (known != null) {
      return known;
    }
    checks.check(name, message);
    return keep(key, encoded);
  }

  private static VersionedResource encode(String name, Message message) {
    Any body = Packed.any(message);
    return new VersionedResource(name, ContentHash.version(body.getValue()), () -> body);
  }

  private @Nullable VersionedResource find(Object key) {
    Held found = held.get(key);
    return found == null ? null : found.get();
  }

  private VersionedResource keep(Object key, VersionedResource resource) {
    for (Object gone = dropped.poll(); gone != null; gone = dropped.poll()) {
      Held reference = (Held) gone;
      held.remove(reference.key, reference);
    }
    held.put(key, new Held(key, resource, dropped));
    return resource;
  }

  private record EndpointsKey(String cluster, InstanceSet instances) {}

  private record ContentKey(String type, String name, String version) {}

  /** Knows its key, so that the entry can go when the resource has gone. */
  private static final class Held extends WeakReference<VersionedResource> {
    private final Object key;

    Held(Object key, VersionedResource resource, ReferenceQueue<VersionedResource> queue) {
      super(resource, queue);
      this.key = key;
    }
  }
}
