package io.kuma.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a {@link Spec} record the definition of a resource type. {@link ResourceType#of} reads it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Kind {
  /** The type's name on the wire; by default the record's simple name. */
  String name() default "";

  Scope scope() default Scope.MESH;

  /** The path segment of the REST API; by default the name in lower case with a plural ending. */
  String path() default "";

  /** Other path segments that answer the same. */
  String[] alternativePaths() default {};

  /** The short name in KRIs and kubectl; empty if the type has none, and then no KRI. */
  String shortName() default "";

  /** For people, in the singular; by default the name cut into words ("Mesh Timeout"). */
  String displayName() default "";

  /** For people, in the plural; by default the singular with an ending ("Mesh Timeouts"). */
  String pluralDisplayName() default "";

  /** What kumactl calls one of them; by default the path in the singular. */
  String argument() default "";

  Shape shape() default Shape.SPEC;

  Sync[] sync() default {};

  /** Only the control plane writes it. */
  boolean readOnly() default false;

  /**
   * Only control planes see it: no server shows it, so it has neither a path nor KRIs. It is stored
   * and synchronised like any other.
   */
  boolean internal() default false;

  /** Only administrators may read or write it. */
  boolean adminOnly() default false;

  /** It keeps its name when it is synchronised, instead of getting a hash suffix. */
  boolean keepsName() default false;

  /**
   * On Kubernetes it counts only in the system namespace, for it concerns more than the namespace
   * it stands in.
   */
  boolean systemNamespaceOnly() default false;

  /** {@code GET /{path}/{name}/dataplanes} tells which proxies it touches. */
  boolean inspectable() default false;

  /**
   * Items of {@code from} are read as items of {@code rules} without a match (contract 10.5): all
   * policies with {@code from} but MeshTrafficPermission and MeshFaultInjection.
   */
  boolean fromAsRules() default false;

  /** The record of {@code status}, for types that have one. */
  Class<? extends Record> status() default NoStatus.class;

  Column[] columns() default {};

  /**
   * For flat types: their Kubernetes objects have the fields in {@code status}, not in {@code
   * spec}.
   */
  boolean inStatus() default false;

  /** How the type is written in JSON. */
  enum Shape {
    /**
     * Fields at the top level beside {@code type} and {@code name}, by the rules of proto3 JSON.
     */
    FLAT,
    /** Fields below {@code spec}, checked against the schema; unknown ones are refused. */
    SPEC
  }

  /** Says "no status" in an annotation, where null cannot stand. */
  record NoStatus() {}
}
