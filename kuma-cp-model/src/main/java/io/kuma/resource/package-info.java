/**
 * The types every control plane has, one package each: a record that is the definition, and a
 * validator for what its schema cannot say. {@link io.kuma.resource.CoreTypes} lists them. Policies
 * live in a module of their own; routes are here, because they are structure that policies refer
 * to.
 */
@NullMarked
package io.kuma.resource;

import org.jspecify.annotations.NullMarked;
