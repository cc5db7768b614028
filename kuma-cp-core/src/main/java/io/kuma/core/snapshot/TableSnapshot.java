package io.kuma.core.snapshot;

import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A snapshot made of one table for each type. Remembers what was derived from it. */
final class TableSnapshot implements MeshSnapshot {
  private final String mesh;
  private final Map<String, Table<?>> tables;

  private final Map<Derivation<?>, Derived<?>> derived = new ConcurrentHashMap<>();

  /** What earlier snapshots derived. An entry goes when this snapshot has derived its own. */
  private final Map<Derivation<?>, Derived<?>> inherited;

  private TableSnapshot(
      String mesh, Map<String, Table<?>> tables, Map<Derivation<?>, Derived<?>> inherited) {
    this.mesh = mesh;
    this.tables = Collections.unmodifiableMap(new TreeMap<>(tables));
    this.inherited = new ConcurrentHashMap<>(inherited);
  }

  /** A mesh that does not exist. */
  static TableSnapshot empty(String mesh) {
    return new TableSnapshot(mesh, Map.of(), Map.of());
  }

  /** The next snapshot, with other tables for some types. */
  TableSnapshot with(Map<String, Table<?>> replaced) {
    Map<String, Table<?>> next = new TreeMap<>(tables);
    next.putAll(replaced);
    Map<Derivation<?>, Derived<?>> known = new ConcurrentHashMap<>(inherited);
    known.putAll(derived);
    return new TableSnapshot(mesh, next, known);
  }

  @Override
  public String mesh() {
    return mesh;
  }

  @Override
  public <S extends Spec> List<Resource<S>> all(ResourceType<S> type) {
    Table<S> table = table(type);
    return table == null ? List.of() : table.resources();
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    Table<S> table = table(type);
    return table == null ? Optional.empty() : Optional.ofNullable(table.find(key));
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T derived(Derivation<T> derivation) {
    Derived<T> entry =
        (Derived<T>) derived.computeIfAbsent(derivation, key -> new Derived<Object>());
    return entry.get(
        () -> {
          Derived<T> before = (Derived<T>) inherited.remove(derivation);
          return derivation.derive(this, before == null ? null : before.value);
        });
  }

  /** Names of the types of which there is a table. */
  SortedSet<String> types() {
    return new TreeSet<>(tables.keySet());
  }

  /** The table of a type; types of which nothing was ever read have none. */
  @SuppressWarnings("unchecked")
  <S extends Spec> @Nullable Table<S> table(ResourceType<S> type) {
    return (Table<S>) tables.get(type.name());
  }

  /** A value that is computed by the first who asks, while the others wait. */
  private static final class Derived<T> {
    private volatile @Nullable T value;

    T get(Supplier<T> compute) {
      T known = value;
      if (known == null) {
        synchronized (this) {
          known = value;
          if (known == null) {
            known = compute.get();
            value = known;
          }
        }
      }
      return known;
    }
  }
}
