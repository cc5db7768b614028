/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshcircuitbreaker;

import org.jspecify.annotations.NullMarked;
