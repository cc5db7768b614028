package io.kuma.model;

/**
 * A type of policy: the resource that brings it and the conf that it merges to.
 *
 * @param conf the record of {@code default}
 * @param fromAsRules items of {@code from} are read as items of {@code rules} without a match
 *     (contract 10.5): all policies but MeshTrafficPermission and MeshFaultInjection
 */
public record PolicyType<S extends Policy, C extends Record>(
    ResourceType<S> resource, Class<C> conf, boolean fromAsRules) {

  public String name() {
    return resource.name();
  }
}
