/**
 * The cases of the conformance folder {@code validation}, against the validators. Part of the test
 * jar: every module with types runs those of its own.
 */
@NullMarked
package io.kuma.resource.validation;

import org.jspecify.annotations.NullMarked;
