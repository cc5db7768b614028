package io.kuma.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A spec that changes what proxies do. It selects proxies by {@link #targetRef()} and brings confs
 * in one or more of four places: {@code to} (by destination), {@code from} (by client), {@code
 * rules} (by match on an inbound) or one conf for the whole proxy. Which of them a type has is
 * which of these methods its record implements.
 */
public interface Policy extends Spec {
  /** The proxies it applies to; null means all of the mesh. */
  @Nullable TargetRef targetRef();

  /** Outbound confs, by destination. */
  default @Nullable List<? extends To<?>> to() {
    return null;
  }

  /** Inbound confs, by client. */
  default @Nullable List<? extends From<?>> from() {
    return null;
  }

  /** Inbound confs, by what is matched of a request or connection. */
  default @Nullable List<? extends Rule<?>> rules() {
    return null;
  }

  /** The conf of the whole proxy, for policies that have just one: the wire's {@code default}. */
  default @Nullable Record conf() {
    return null;
  }

  /** An item of {@code to}. */
  interface To<C extends Record> {
    TargetRef targetRef();

    /** The wire's {@code default}. */
    @Nullable C conf();
  }

  /** An item of {@code from}. */
  interface From<C extends Record> {
    TargetRef targetRef();

    /** The wire's {@code default}. */
    @Nullable C conf();
  }

  /** An item of {@code rules}. */
  interface Rule<C extends Record> {
    /** What the item is narrowed down to; null or empty means everything. */
    default @Nullable List<? extends Record> matches() {
      return null;
    }

    /** The wire's {@code default}. */
    @Nullable C conf();
  }
}
