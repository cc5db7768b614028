package io.kuma.core.store;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Validator;
import org.jspecify.annotations.Nullable;

/** Types for tests of stores: small, and no control plane has them. */
public final class StoredTypes {
  public static final ResourceType<Shelf> SHELF = ResourceType.of(Shelf.class, Validator.none());
  public static final ResourceType<Book> BOOK = ResourceType.of(Book.class, Validator.none());

  private StoredTypes() {}

  /** Belongs to no mesh. */
  @Doc("A shelf.")
  @Kind(scope = Scope.GLOBAL, path = "shelves")
  public record Shelf(@Doc("Where it stands.") @Nullable String place) implements Spec {}

  /** Lives in a mesh and has a status. */
  @Doc("A book.")
  @Kind(status = Condition.class)
  public record Book(@Doc("What it is called.") String title) implements Spec {}

  /** How a book looks. */
  public record Condition(@Doc("In a word.") String word) {}
}
