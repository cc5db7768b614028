/** The contract of stores, as tests that every store runs. */
@NullMarked
package io.kuma.core.store;

import org.jspecify.annotations.NullMarked;
