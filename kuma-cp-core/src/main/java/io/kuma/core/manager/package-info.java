/**
 * What every write passes through, whatever edge it came from: labels, limits, ownership, defaults,
 * in one transaction.
 */
@NullMarked
package io.kuma.core.manager;

import org.jspecify.annotations.NullMarked;
