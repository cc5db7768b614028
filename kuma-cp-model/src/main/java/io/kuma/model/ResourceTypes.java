package io.kuma.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalogue: every type that this control plane knows, by name and by path. */
public final class ResourceTypes {
  private final List<ResourceType<?>> all;
  private final Map<String, ResourceType<?>> byName = new HashMap<>();
  private final Map<String, ResourceType<?>> byPath = new HashMap<>();
  private final Map<String, ResourceType<?>> byShortName = new HashMap<>();
  private final Map<Class<?>, ResourceType<?>> bySpec = new HashMap<>();

  public ResourceTypes(Collection<? extends ResourceType<?>> types) {
    List<ResourceType<?>> sorted = new ArrayList<>(types);
    sorted.sort(Comparator.comparing(ResourceType::name));
    all = List.copyOf(sorted);
    for (ResourceType<?> type : all) {
      claim(byName, type.name(), type);
      if (!type.internal()) {
        claim(byPath, type.path(), type);
      }
      type.alternativePaths().forEach(path -> claim(byPath, path, type));
      type.shortName().ifPresent(shortName -> claim(byShortName, shortName, type));
      bySpec.put(type.specClass(), type);
    }
  }

  /** Sorted by name. */
  public List<ResourceType<?>> all() {
    return all;
  }

  /** Those that users may know of, sorted by name. */
  public List<ResourceType<?>> served() {
    return all.stream().filter(type -> !type.internal()).toList();
  }

  public Optional<ResourceType<?>> findByName(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** By REST path segment, the alternative ones included; internal types have none. */
  public Optional<ResourceType<?>> findByPath(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  public Optional<ResourceType<?>> findByShortName(String shortName) {
    return Optional.ofNullable(byShortName.get(shortName));
  }

  /** The type defined by {@code specClass}. */
  @SuppressWarnings("unchecked")
  public <S extends Spec> ResourceType<S> get(Class<S> specClass) {
    ResourceType<?> type = bySpec.get(specClass);
    if (type == null) {
      throw new IllegalArgumentException(specClass.getSimpleName() + " is not in the catalogue");
    }
    return (ResourceType<S>) type;
  }

  private static <T> void claim(Map<T, ResourceType<?>> index, T key, ResourceType<?> type) {
    ResourceType<?> other = index.putIfAbsent(key, type);
    if (other != null) {
      throw new IllegalArgumentException(key + " is claimed by " + other + " and by " + type);
    }
  }
}
