/**
 * Where resources are kept: five methods, one contract suite, any number of stores. A store knows
 * keys, versions and owners and nothing of what a resource means; that is decided before, in {@code
 * io.kuma.core.manager}.
 */
@NullMarked
package io.kuma.core.store;

import org.jspecify.annotations.NullMarked;
