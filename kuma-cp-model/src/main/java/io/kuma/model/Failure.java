package io.kuma.model;

import java.util.List;

/**
 * Why an operation on resources was refused. There are four reasons and every edge knows how to say
 * them; anything else that is thrown is a bug or an outage.
 */
public abstract class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Failure(String message) {
    super(message);
  }

  /** The resource, or the mesh it should live in, does not exist. */
  public static final class NotFound extends Failure {
    private static final long serialVersionUID = 1L;

    private final transient ResourceKey key;

    public NotFound(ResourceKey key) {
      super(key + " not found");
      this.key = key;
    }

    public ResourceKey key() {
      return key;
    }
  }

  /** It exists already, or somebody else changed it since it was read. */
  public static final class Conflict extends Failure {
    private static final long serialVersionUID = 1L;

    private final transient ResourceKey key;
    private final String reason;

    public Conflict(ResourceKey key, String reason) {
      super(reason);
      this.key = key;
      this.reason = reason;
    }

    /** For people. */
    public String reason() {
      return reason;
    }

    public ResourceKey key() {
      return key;
    }
  }

  /** The resource says something that it must not. */
  public static final class Invalid extends Failure {
    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    public Invalid(List<Violation> violations) {
      super("Resource is not valid: " + violations);
      this.violations = List.copyOf(violations);
    }

    public Invalid(String field, String message) {
      this(List.of(new Violation(field, message)));
    }

    public List<Violation> violations() {
      return violations;
    }
  }

  /** Whoever asks for it may not do it. */
  public static final class Denied extends Failure {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public Denied(String reason) {
      super(reason);
      this.reason = reason;
    }

    /** For people: who cannot do what. */
    public String reason() {
      return reason;
    }
  }
}
