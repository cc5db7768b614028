package io.kuma.core.store;

import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.resource.globalsecret.GlobalSecret;
import io.kuma.resource.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the content of Secrets and GlobalSecrets before they come into a store, and opens them
 * after. What was stored before there were keys is read as it is.
 */
public final class SealedStore implements ResourceStore {
  private static final Logger log = LoggerFactory.getLogger(SealedStore.class);

  private final ResourceStore store;
  private final SealingKeys keys;
  // So that each is complained about once.
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  /**
   * @param keys may be {@link SealingKeys#NONE}; what was sealed with others is then unreadable
   */
  public SealedStore(ResourceStore store, SealingKeys keys) {
    this.store = store;
    this.keys = keys;
  }

  @Override
  public <S extends Spec> Resource<S> create(
      ResourceType<S> type, Resource<S> resource, @Nullable ResourceKey owner) {
    return store.create(type, seal(type, resource), owner).withSpec(resource.spec());
  }

  @Override
  public <S extends Spec> Resource<S> update(ResourceType<S> type, Resource<S> resource) {
    return store.update(type, seal(type, resource)).withSpec(resource.spec());
  }

  @Override
  public void delete(ResourceType<?> type, ResourceKey key) {
    store.delete(type, key);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnreadableResource if no key opens it
   */
  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return store.find(type, key).map(resource -> open(type, resource));
  }

  /** {@inheritDoc} What no key opens is counted, but left out and named in the log. */
  @Override
  public <S extends Spec> ResourcePage<S> list(
      ResourceType<S> type, @Nullable String mesh, ListOptions options) {
    ResourcePage<S> page = store.list(type, mesh, options);
    if (!isSecret(type)) {
      return page;
    }
    List<Resource<S>> opened = new ArrayList<>();
    for (Resource<S> resource : page.items()) {
      try {
        opened.add(open(type, resource));
      } catch (UnreadableResource e) {
        if (reported.add(e.key() + " " + resource.meta().version())) {
          log.error("A resource is left out of lists: {}", e.getMessage());
        }
      }
    }
    return new ResourcePage<>(opened, page.total());
  }

  private <S extends Spec> Resource<S> seal(ResourceType<S> type, Resource<S> resource) {
    return keys.isEmpty()
        ? resource
        : withContent(type, resource, content -> keys.seal(resource.key(), content));
  }

  private <S extends Spec> Resource<S> open(ResourceType<S> type, Resource<S> resource) {
    return withContent(
        type,
        resource,
        content -> SealingKeys.isSealed(content) ? keys.open(resource.key(), content) : content);
  }

  private static boolean isSecret(ResourceType<?> type) {
    return type.specClass() == Secret.class || type.specClass() == GlobalSecret.class;
  }

  private static <S extends Spec> Resource<S> withContent(
      ResourceType<S> type, Resource<S> resource, UnaryOperator<byte[]> change) {
    Spec spec = resource.spec();
    if (spec instanceof Secret secret) {
      return resource.withSpec(type.specClass().cast(Secret.of(change.apply(secret.content()))));
    }
    if (spec instanceof GlobalSecret secret) {
      return resource.withSpec(
          type.specClass().cast(GlobalSecret.of(change.apply(secret.content()))));
    }
    return resource;
  }
}
