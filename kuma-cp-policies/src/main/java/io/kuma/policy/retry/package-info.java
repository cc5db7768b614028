/** How often clients try again what failed; by tags. */
@NullMarked
package io.kuma.policy.retry;

import org.jspecify.annotations.NullMarked;
