package io.kuma.cp.trace;

import io.kuma.core.manager.ResourceManager;
import io.kuma.core.store.ListOptions;
import io.kuma.core.store.ResourcePage;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Follows writes; who reads goes straight through. */
final class TracedManager implements ResourceManager {
  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("kuma.resource.type");
  private static final AttributeKey<String> MESH = AttributeKey.stringKey("kuma.mesh");
  private static final AttributeKey<String> NAME = AttributeKey.stringKey("kuma.resource.name");

  private final ResourceManager manager;
  private final Tracer tracer;
  private final CurrentSpans current;

  TracedManager(ResourceManager manager, Tracer tracer, CurrentSpans current) {
    this.manager = manager;
    this.tracer = tracer;
    this.current = current;
  }

  private <T> T write(String what, ResourceKey key, Supplier<T> work) {
    Span span =
        tracer
            .spanBuilder(what + " " + key.type())
            .setParent(current.find().map(Context.root()::with).orElseGet(Context::root))
            .setAttribute(TYPE, key.type())
            .setAttribute(MESH, key.mesh())
            .setAttribute(NAME, key.name())
            .startSpan();
    Optional<Span> before = current.set(span);
    try {
      return work.get();
    } catch (RuntimeException e) {
      // What it says may have content of the resource in it.
      span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
      throw e;
    } finally {
      current.set(before.orElse(null));
      span.end();
    }
  }

  @Override
  public <S extends Spec> Resource<S> create(ResourceType<S> type, Resource<S> resource) {
    return write("create", resource.key(), () -> manager.create(type, resource));
  }

  @Override
  public <S extends Spec> Resource<S> create(
      ResourceType<S> type, Resource<S> resource, ResourceKey owner) {
    return write("create", resource.key(), () -> manager.create(type, resource, owner));
  }

  @Override
  public <S extends Spec> Resource<S> update(ResourceType<S> type, Resource<S> resource) {
    return write("update", resource.key(), () -> manager.update(type, resource));
  }

  @Override
  public void delete(ResourceType<?> type, ResourceKey key) {
    write(
        "delete",
        key,
        () -> {
          manager.delete(type, key);
          return key;
        });
  }

  @Override
  public <S extends Spec> Map<String, String> computeLabels(
      ResourceType<S> type, Resource<S> resource) {
    return manager.computeLabels(type, resource);
  }

  @Override
  public <S extends Spec> Resource<S> complete(ResourceType<S> type, Resource<S> resource) {
    return manager.complete(type, resource);
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return manager.find(type, key);
  }

  @Override
  public <S extends Spec> List<Resource<S>> list(ResourceType<S> type, @Nullable String mesh) {
    return manager.list(type, mesh);
  }

  @Override
  public <S extends Spec> ResourcePage<S> list(
      ResourceType<S> type, @Nullable String mesh, ListOptions options) {
    return manager.list(type, mesh, options);
  }
}
