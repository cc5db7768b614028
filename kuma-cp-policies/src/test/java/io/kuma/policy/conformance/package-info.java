/** The conformance folders {@code matchers} and {@code rules}, run with the policies that exist. */
@NullMarked
package io.kuma.policy.conformance;

import org.jspecify.annotations.NullMarked;
