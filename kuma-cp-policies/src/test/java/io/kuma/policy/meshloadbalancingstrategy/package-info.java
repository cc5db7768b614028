/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshloadbalancingstrategy;

import org.jspecify.annotations.NullMarked;
