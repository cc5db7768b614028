package io.kuma.rest;

import io.kuma.model.Failure;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.Denied;
import io.kuma.model.Failure.Invalid;
import io.kuma.model.Failure.NotFound;
import java.util.List;
import java.util.function.Supplier;

/** Ends a call with a {@link Problem}. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  Refused(Problem problem) {
    super(problem.title() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }

  /** Runs {@code work}; a failure of it is refused under {@code title}. */
  static <T> T titled(String title, Supplier<T> work) {
    try {
      return work.get();
    } catch (Failure failure) {
      throw new Refused(problemOf(title, failure));
    }
  }

  static Problem problemOf(String title, Failure failure) {
    if (failure instanceof NotFound) {
      return Problem.notFound(title);
    }
    if (failure instanceof Conflict conflict) {
      return new Problem(409, "Conflict", conflict.reason(), List.of());
    }
    if (failure instanceof Denied denied) {
      return Problem.accessDenied(denied.reason());
    }
    return Problem.invalid(title, ((Invalid) failure).violations());
  }
}
