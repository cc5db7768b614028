package io.kuma.core.manager;

import io.kuma.core.store.ListOptions;
import io.kuma.core.store.ResourcePage;
import io.kuma.core.store.ResourceStore;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.Invalid;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Violations;
import io.kuma.resource.CoreTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@link ResourceManager} over any store. What is special about a type is in its {@link
 * ResourceRules}.
 */
public final class TransactionalResourceManager implements ResourceManager {
  private final ResourceStore store;
  private final Transactions transactions;
  private final ComputedLabels labels;
  private final List<ResourceRules<?>> rules;

  /**
   * @param controlPlane decides which labels resources get
   * @param rules of all types, in the order in which they are to run
   */
  public TransactionalResourceManager(
      ResourceStore store,
      Transactions transactions,
      ControlPlane controlPlane,
      List<? extends ResourceRules<?>> rules) {
    this.store = store;
    this.transactions = transactions;
    this.labels = new ComputedLabels(controlPlane);
    this.rules = List.copyOf(rules);
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return store.find(type, key);
  }

  @Override
  public <S extends Spec> List<Resource<S>> list(ResourceType<S> type, @Nullable String mesh) {
    return store.list(type, mesh);
  }

  @Override
  public <S extends Spec> ResourcePage<S> list(
      ResourceType<S> type, @Nullable String mesh, ListOptions options) {
    return store.list(type, mesh, options);
  }

  @Override
  public <S extends Spec> Resource<S> create(ResourceType<S> type, Resource<S> resource) {
    return create(type, resource, Optional.empty());
  }

  @Override
  public <S extends Spec> Resource<S> create(
      ResourceType<S> type, Resource<S> resource, ResourceKey owner) {
    return create(type, resource, Optional.of(owner));
  }

  private <S extends Spec> Resource<S> create(
      ResourceType<S> type, Resource<S> resource, Optional<ResourceKey> owner) {
    return transactions.required(
        () -> {
          Resource<S> complete = complete(type, resource);
          Violations violations = new Violations();
          type.validator().validate(complete, violations);
          refuse(violations);
          if (type.scope() == Scope.MESH) {
            checkMesh(complete.mesh());
          }
          if (store.find(type, complete.key()).isPresent()) {
            throw new Conflict(complete.key(), complete.key() + " already exists");
          }
          rulesOf(type).forEach(rule -> rule.checkCreate(complete, this, violations));
          refuse(violations);
          Resource<S> stored =
              store.create(type, complete, owner.orElseGet(() -> owner(type, complete)));
          rulesOf(type).forEach(rule -> rule.afterCreate(stored, this));
          return stored;
        });
  }

  @Override
  public <S extends Spec> Resource<S> update(ResourceType<S> type, Resource<S> resource) {
    return transactions.required(
        () -> {
          Resource<S> complete = complete(type, resource);
          Violations violations = new Violations();
          type.validator().validate(complete, violations);
          refuse(violations);
          List<ResourceRules<S>> typeRules = rulesOf(type);
          if (!typeRules.isEmpty()) {
            Resource<S> before =
                store.find(type, complete.key()).orElseThrow(() -> new NotFound(complete.key()));
            typeRules.forEach(rule -> rule.checkUpdate(before, complete, this, violations));
            refuse(violations);
          }
          Resource<S> stored = store.update(type, complete);
          typeRules.forEach(rule -> rule.afterUpdate(stored, this));
          return stored;
        });
  }

  @Override
  public void delete(ResourceType<?> type, ResourceKey key) {
    transactions.required(
        () -> {
          // Without reading it: what cannot be read must be deletable.
          Violations violations = new Violations();
          rulesOf(type).forEach(rule -> rule.checkDelete(key, this, violations));
          refuse(violations);
          store.delete(type, key);
          return key;
        });
  }

  @Override
  public <S extends Spec> Map<String, String> computeLabels(
      ResourceType<S> type, Resource<S> resource) {
    SortedMap<String, String> computed = new TreeMap<>(labels.of(type, resource));
    rulesOf(type).forEach(rule -> computed.putAll(rule.labels(resource)));
    return computed;
  }

  @Override
  public <S extends Spec> Resource<S> complete(ResourceType<S> type, Resource<S> resource) {
    Resource<S> complete = resource;
    for (ResourceRules<S> rule : rulesOf(type)) {
      complete = rule.complete(complete);
    }
    return complete;
  }

  private void checkMesh(String mesh) {
    ResourceKey key = CoreTypes.MESH.key("", mesh);
    if (store.find(CoreTypes.MESH, key).isEmpty()) {
      throw new Invalid("mesh", "mesh of name " + mesh + " is not found");
    }
  }

  private <S extends Spec> @Nullable ResourceKey owner(ResourceType<S> type, Resource<S> resource) {
    for (ResourceRules<S> rule : rulesOf(type)) {
      Optional<ResourceKey> owner = rule.owner(resource);
      if (owner.isPresent()) {
        return owner.get();
      }
    }
    return type.scope() == Scope.MESH ? CoreTypes.MESH.key("", resource.mesh()) : null;
  }

  /** A rule's type is that of its specs. */
  @SuppressWarnings("unchecked")
  private <S extends Spec> List<ResourceRules<S>> rulesOf(ResourceType<S> type) {
    return rules.stream()
        .filter(rule -> rule.type().equals(type))
        .map(rule -> (ResourceRules<S>) rule)
        .toList();
  }

  private static void refuse(Violations violations) {
    if (!violations.isEmpty()) {
      throw new Invalid(violations.toList());
    }
  }
}
