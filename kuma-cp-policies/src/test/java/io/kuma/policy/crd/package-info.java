/**
 * The CustomResourceDefinitions in {@code deployment/crds}: written by a golden test, compared with
 * the contract's.
 */
@NullMarked
package io.kuma.policy.crd;

import org.jspecify.annotations.NullMarked;
