package io.kuma.core.role;

import io.kuma.core.access.Principal;
import io.kuma.core.inspect.Configurations;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.rehearsal.AffectedProxies;
import io.kuma.core.rehearsal.Rehearsal;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.StoredSnapshot;
import io.kuma.core.store.ListOptions;
import io.kuma.core.store.ResourcePage;
import io.kuma.model.Failure.Denied;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.accessrole.AccessRole.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The manager as one caller may use it: what he may not do is {@link Denied}, and lists have only
 * what he may see, with pages and totals of that. For one call.
 */
public final class ResourceView implements ResourceManager {
  private final ResourceManager manager;
  private final Permissions permissions;
  private final Principal principal;
  private final Consumer<String> onDenied;

  ResourceView(
      ResourceManager manager,
      Permissions permissions,
      Principal principal,
      Consumer<String> onDenied) {
    this.manager = manager;
    this.permissions = permissions;
    this.principal = principal;
    this.onDenied = onDenied;
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    check(Verb.read, type, key);
    return manager.find(type, key);
  }

  @Override
  public <S extends Spec> List<Resource<S>> list(ResourceType<S> type, @Nullable String mesh) {
    return list(type, mesh, ListOptions.ALL).items();
  }

  /**
   * {@inheritDoc}
   *
   * @throws Denied if the caller can see none, whatever there is
   */
  @Override
  public <S extends Spec> ResourcePage<S> list(
      ResourceType<S> type, @Nullable String mesh, ListOptions options) {
    checkAny(Verb.read, type, mesh);
    return manager.list(type, mesh, options.within(permissions.among(Verb.read, type, mesh)));
  }

  /** How many there are, of those that the caller may know of. */
  public int count(ResourceType<?> type) {
    return manager
        .list(type, null, ListOptions.ALL.page(0, 0).within(permissions.countable(type)))
        .total();
  }

  /** Whether there may be resources of a type with which the caller may do this. */
  public boolean may(Verb verb, ResourceType<?> type) {
    return !permissions.among(verb, type, null).isEmpty();
  }

  @Override
  public <S extends Spec> Resource<S> create(ResourceType<S> type, Resource<S> resource) {
    check(Verb.write, type, resource.key());
    return manager.create(type, resource);
  }

  @Override
  public <S extends Spec> Resource<S> create(
      ResourceType<S> type, Resource<S> resource, ResourceKey owner) {
    check(Verb.write, type, resource.key());
    return manager.create(type, resource, owner);
  }

  @Override
  public <S extends Spec> Resource<S> update(ResourceType<S> type, Resource<S> resource) {
    check(Verb.write, type, resource.key());
    return manager.update(type, resource);
  }

  @Override
  public void delete(ResourceType<?> type, ResourceKey key) {
    check(Verb.write, type, key);
    manager.delete(type, key);
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

  /**
   * Refuses what the caller may not do.
   *
   * @throws Denied if he may not
   */
  public void check(Verb verb, ResourceType<?> type, ResourceKey key) {
    if (!permissions.allow(verb, type, key)) {
      throw denied(verb, type, key.mesh());
    }
  }

  /**
   * Refuses what the caller may do with no resource of a type.
   *
   * @param mesh only of this mesh; null for all meshes
   * @throws Denied if he may with none, whatever there is
   */
  public void checkAny(Verb verb, ResourceType<?> type, @Nullable String mesh) {
    if (permissions.among(verb, type, mesh).isEmpty()) {
      throw denied(verb, type, orEmpty(mesh));
    }
  }

  /**
   * Refuses what the caller may not do with all resources of a type.
   *
   * @param mesh only of this mesh; null for all meshes
   * @throws Denied if there may be one with which he may not
   */
  public void checkAll(Verb verb, ResourceType<?> type, @Nullable String mesh) {
    if (!permissions.allowAll(verb, type, mesh)) {
      throw denied(verb, type, orEmpty(mesh));
    }
  }

  /**
   * Whether a mesh exists.
   *
   * @throws Denied if the caller may do nothing in it, whether it exists or not
   */
  public boolean hasMesh(String mesh) {
    if (!permissions.know(mesh)) {
      throw denied(Verb.read, CoreTypes.MESH, mesh);
    }
    return manager.find(CoreTypes.MESH, CoreTypes.MESH.key("", mesh)).isPresent();
  }

  /**
   * The whole mesh as it is stored, for an answer about one resource: what comes of all policies at
   * a proxy. Of other resources the answer must say no more than what it says of this one.
   *
   * @throws Denied if the caller may not do this with the resource
   */
  public MeshSnapshot behind(Verb verb, ResourceType<?> type, ResourceKey key) {
    check(verb, type, key);
    return new StoredSnapshot(key.mesh(), manager);
  }

  /** The same caller on a stage. */
  public ResourceView on(Rehearsal rehearsal) {
    return new ResourceView(rehearsal.manager(), permissions, principal, onDenied);
  }

  /** Finds proxies that would be told something else, among those that the caller may inspect. */
  public AffectedProxies affectedProxies(Configurations configurations) {
    return new AffectedProxies(
        configurations,
        manager,
        proxy -> permissions.allow(Verb.inspect, CoreTypes.DATAPLANE, proxy));
  }

  private Denied denied(Verb verb, ResourceType<?> type, String mesh) {
    StringBuilder what = new StringBuilder("the resource of type \"" + type.name() + "\"");
    if (permissions.areByRoles()) {
      if (type.scope() == Scope.MESH && !mesh.isEmpty()) {
        what.append(" in mesh \"").append(mesh).append('"');
      }
      what.append(
          Permissions.needed(verb, type)
              .map(needed -> ": no role allows \"" + needed + '"')
              .orElse(": it is for administrators"));
    }
    onDenied.accept(what.toString());
    return new Denied("user \"" + principal + "\" cannot access " + what);
  }

  private static String orEmpty(@Nullable String mesh) {
    return mesh == null ? "" : mesh;
  }
}
