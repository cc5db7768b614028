package io.kuma.model;

import io.kuma.model.Kind.NoStatus;
import io.kuma.model.Kind.Shape;
import io.kuma.model.schema.Schema;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How resources of one type behave, read once from the {@link Kind} of its record.
 *
 * <p>Two descriptors of the same record are equal.
 *
 * @param path the REST path segment, {@code meshtimeouts}; empty if the type is internal
 * @param inStatus Kubernetes objects of this flat type have its fields in {@code status}
 * @param validator the meaning check, run after the shape check
 */
public record ResourceType<S extends Spec>(
    String name,
    Class<S> specClass,
    @Nullable Class<? extends Record> statusClass,
    Scope scope,
    String path,
    List<String> alternativePaths,
    Optional<String> shortName,
    String displayName,
    String pluralDisplayName,
    Shape shape,
    Set<Sync> sync,
    boolean readOnly,
    boolean internal,
    boolean adminOnly,
    boolean keepsName,
    boolean systemNamespaceOnly,
    boolean inspectable,
    boolean fromAsRules,
    List<Column> columns,
    boolean inStatus,
    Schema.Obj schema,
    Validator<S> validator) {

  public ResourceType {
    if (internal && !(path.isEmpty() && alternativePaths.isEmpty() && shortName.isEmpty())) {
      throw new IllegalArgumentException(name + " is internal and has a path or a short name");
    }
    alternativePaths = List.copyOf(alternativePaths);
    columns = List.copyOf(columns);
    sync =
        Collections.unmodifiableSet(
            sync.isEmpty() ? EnumSet.noneOf(Sync.class) : EnumSet.copyOf(sync));
  }

  /** Reads the definition of {@code specClass}, a record with {@link Kind}. */
  public static <S extends Spec> ResourceType<S> of(Class<S> specClass, Validator<S> validator) {
    Kind kind = specClass.getAnnotation(Kind.class);
    if (kind == null || !specClass.isRecord()) {
      throw new IllegalArgumentException(specClass + " is no record with @Kind");
    }
    String name = kind.name().isEmpty() ? specClass.getSimpleName() : kind.name();
    String displayName = kind.displayName().isEmpty() ? words(name) : kind.displayName();
    return new ResourceType<>(
        name,
        specClass,
        kind.status() == NoStatus.class ? null : kind.status(),
        kind.scope(),
        kind.path().isEmpty() && !kind.internal()
            ? plural(name.toLowerCase(Locale.ROOT))
            : kind.path(),
        List.of(kind.alternativePaths()),
        kind.shortName().isEmpty() ? Optional.empty() : Optional.of(kind.shortName()),
        displayName,
        kind.pluralDisplayName().isEmpty() ? plural(displayName) : kind.pluralDisplayName(),
        kind.shape(),
        kind.sync().length == 0
            ? EnumSet.noneOf(Sync.class)
            : EnumSet.copyOf(Arrays.asList(kind.sync())),
        kind.readOnly(),
        kind.internal(),
        kind.adminOnly(),
        kind.keepsName(),
        kind.systemNamespaceOnly(),
        kind.inspectable(),
        kind.fromAsRules(),
        Arrays.asList(kind.columns()),
        kind.inStatus(),
        Schema.of(specClass.asSubclass(Record.class)),
        validator);
  }

  /** Whether it changes what proxies do, of the one kind or the other. */
  public boolean isPolicy() {
    return isTargetRefPolicy() || LegacyPolicy.class.isAssignableFrom(specClass);
  }

  /** Whether it is a {@link Policy}, and not a {@link LegacyPolicy}. */
  public boolean isTargetRefPolicy() {
    return Policy.class.isAssignableFrom(specClass);
  }

  /**
   * Whether its Kubernetes objects live in a namespace: those with a schema do, and those that only
   * zones write, which are proxies and what is observed of them. The others belong to the cluster.
   */
  public boolean isNamespaced() {
    return shape == Shape.SPEC
        || (sync.contains(Sync.ZONE_TO_GLOBAL) && !sync.contains(Sync.GLOBAL_TO_ZONE));
  }

  /** Whether its Kubernetes objects are of a kind of our own; secrets are Kubernetes' own. */
  public boolean hasCustomKind() {
    return !adminOnly && !path.isEmpty();
  }

  /** What kumactl calls one of them; empty if nobody writes them. */
  public Optional<String> argument() {
    if (readOnly || internal) {
      return Optional.empty();
    }
    String said = specClass.getAnnotation(Kind.class).argument();
    return Stream.of(
            said,
            name.toLowerCase(Locale.ROOT),
            words(name).toLowerCase(Locale.ROOT).replace(' ', '-'))
        .filter(word -> word.equals(said) ? !said.isEmpty() : plural(word).equals(path))
        .findFirst();
  }

  /** The same of many. */
  public Optional<String> pluralArgument() {
    return argument().map(ResourceType::plural);
  }

  /** Whether its spec has the field {@code name}. */
  public boolean hasField(String name) {
    return schema.fields().containsKey(name);
  }

  public boolean hasStatus() {
    return statusClass != null;
  }

  /** The shape of its status; empty if it has none. */
  public Optional<Schema.Obj> statusSchema() {
    return Optional.ofNullable(statusClass).map(Schema::of);
  }

  /** Whether traffic can be sent to it: its spec is a {@link Destination}. */
  public boolean isDestination() {
    return Destination.class.isAssignableFrom(specClass);
  }

  /** The key of a resource of this type; {@code mesh} is ignored for types of global scope. */
  public ResourceKey key(String mesh, String resourceName) {
    return new ResourceKey(name, scope == Scope.MESH ? mesh : "", resourceName);
  }

  /** The resource as one of this type; its key says that it is. */
  @SuppressWarnings("unchecked")
  public Resource<S> cast(Resource<?> resource) {
    if (!specClass.isInstance(resource.spec())) {
      throw new ClassCastException(resource.key() + " is no " + name);
    }
    return (Resource<S>) resource;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ResourceType<?> type && type.specClass == specClass;
  }

  @Override
  public int hashCode() {
    return specClass.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }

  /** MeshHTTPRoute becomes "Mesh HTTP Route". */
  private static String words(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
  }

  private static String plural(String singular) {
    if (singular.matches(".*(s|S|ch|sh)")) {
      return singular + "es";
    }
    return singular.matches(".*[^aeiou]y")
        ? singular.substring(0, singular.length() - 1) + "ies"
        : singular + "s";
  }
}
