package io.kuma.model;

import java.util.List;

/**
 * Checks what the schema of a type cannot say.
 *
 * @param <S> the spec it knows
 */
@FunctionalInterface
public interface Validator<S extends Spec> {
  /**
   * Reports every problem, with field paths and messages as the contract spells them.
   *
   * @param resource whose spec has already passed the shape check
   */
  void validate(Resource<S> resource, Violations violations);

  /**
   * What the resource says that is allowed but will not be forever. A write that succeeds answers
   * with these warnings (contract section 2.4).
   */
  default List<String> deprecations(Resource<S> resource) {
    return List.of();
  }

  /** For types whose schema says everything. */
  static <S extends Spec> Validator<S> none() {
    return (resource, violations) -> {};
  }
}
