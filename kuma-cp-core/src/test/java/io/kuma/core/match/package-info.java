/**
 * Tests of matching, and the runners of the conformance folders {@code matchers} and {@code rules},
 * which modules with policies hand their types to.
 */
@NullMarked
package io.kuma.core.match;

import org.jspecify.annotations.NullMarked;
