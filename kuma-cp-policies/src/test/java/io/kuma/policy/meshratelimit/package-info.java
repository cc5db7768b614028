/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshratelimit;

import org.jspecify.annotations.NullMarked;
