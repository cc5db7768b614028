package io.kuma.core.token;

import io.kuma.core.event.Change;
import io.kuma.core.event.ChangeFeed;
import io.kuma.core.event.ChangeFeed.Subscription;
import io.kuma.core.event.ChangeListener;
import io.kuma.core.manager.ResourceReader;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the secrets that tokens are checked against, so that a thousand proxies which reconnect
 * at once do not ask the database twice each. A change of a secret makes it forget that one.
 *
 * <p>That a secret of a mesh is absent is not remembered: its name comes out of the token, and
 * whoever can write tokens could fill the memory.
 */
public final class CachedSecrets implements ResourceReader, ChangeListener, AutoCloseable {
  private final ResourceReader reader;
  private final Subscription subscription;
  private final ConcurrentMap<ResourceKey, Found> known = new ConcurrentHashMap<>();

  /** Remembers what {@code reader} finds until {@code feed} says that it changed. */
  public CachedSecrets(ResourceReader reader, ChangeFeed feed) {
    this.reader = reader;
    this.subscription = feed.subscribe(this);
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    boolean global = type.equals(CoreTypes.GLOBAL_SECRET);
    if (!global && !type.equals(CoreTypes.SECRET)) {
      return reader.find(type, key);
    }
    // A change that arrives meanwhile waits for this and then removes what was read too early.
    Found found =
        known.computeIfAbsent(
            key,
            unknown -> {
              Optional<Resource<S>> read = reader.find(type, key);
              return read.isEmpty() && !global ? null : new Found(read.orElse(null));
            });
    return found == null ? Optional.empty() : Optional.ofNullable(found.resource).map(type::cast);
  }

  @Override
  public <S extends Spec> List<Resource<S>> list(ResourceType<S> type, @Nullable String mesh) {
    return reader.list(type, mesh);
  }

  @Override
  public void onChange(Change change) {
    known.remove(change.key());
  }

  @Override
  public void onGap() {
    known.clear();
  }

  @Override
  public void close() {
    subscription.close();
  }

  private record Found(@Nullable Resource<?> resource) {}
}
