package io.kuma.xds.ads;

import com.google.protobuf.Any;
import com.google.protobuf.StringValue;
import io.kuma.xds.cache.ProxySnapshot;
import io.kuma.xds.cache.SecretSource;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes snapshots whose resources are a name and a text; the text is the version, too. */
final class Snapshots {
  private final Map<XdsType, SortedMap<String, VersionedResource>> byType =
      new EnumMap<>(XdsType.class);
  private SecretSource secrets = SecretSource.NONE;

  static Snapshots of(XdsType type, String... namesAndContents) {
    return new Snapshots().with(type, namesAndContents);
  }

  Snapshots with(XdsType type, String... namesAndContents) {
    SortedMap<String, VersionedResource> resources =
        byType.computeIfAbsent(type, t -> new TreeMap<>());
    for (int i = 0; i < namesAndContents.length; i += 2) {
      String name = namesAndContents[i];
      resources.put(name, resource(name, namesAndContents[i + 1]));
    }
    return this;
  }

  Snapshots without(XdsType type, String name) {
    byType.computeIfAbsent(type, t -> new TreeMap<>()).remove(name);
    return this;
  }

  Snapshots withSecrets(SecretSource source) {
    secrets = source;
    return this;
  }

  ProxySnapshot build() {
    return new ProxySnapshot(new XdsResources(byType), secrets);
  }

  static VersionedResource resource(String name, String content) {
    return new VersionedResource(
        name, content, () -> Any.pack(StringValue.of(name + ": " + content)));
  }

  /** The name and content of a resource that was sent. */
  static String text(Any body) {
    try {
      return body.unpack(StringValue.class).getValue();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
