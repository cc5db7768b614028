/**
 * From "something changed" to "this proxy should have that": who is connected, whom a change
 * concerns, and one pending push at most for each of them. What is computed is states, not events:
 * a proxy that is slow gets the newest when it is ready, and nothing that it has already.
 */
@NullMarked
package io.kuma.cp.push;

import org.jspecify.annotations.NullMarked;
