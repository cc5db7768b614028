package io.kuma.xds.ads;

import io.kuma.xds.cache.SecretSource;
import io.kuma.xds.cache.VersionedResource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Issues secrets that are all different, as certificates are. A secret named {@code id} whose
 * version starts with what it proves is as good as any other with the same start.
 */
final class FakeSecrets implements SecretSource {
  private final SortedMap<String, String> proves = new TreeMap<>();
  private int issued;

  FakeSecrets proving(String name, String what) {
    proves.put(name, what);
    return this;
  }

  int issued() {
    return issued;
  }

  @Override
  public Optional<VersionedResource> find(String name, @Nullable String held) {
    String what = proves.get(name);
    if (what == null) {
      return Optional.empty();
    }
    String version = held != null && held.startsWith(what + ".") ? held : what + "." + ++issued;
    return Optional.of(Snapshots.resource(name, version));
  }
}
