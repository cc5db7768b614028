/**
 * The policies: one package each, and one line in {@link io.kuma.policy.Policies}, whose order is
 * the order in which they are applied. A policy knows no other policy.
 */
@NullMarked
package io.kuma.policy;

import org.jspecify.annotations.NullMarked;
