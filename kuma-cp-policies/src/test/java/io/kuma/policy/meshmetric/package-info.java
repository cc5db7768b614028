/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshmetric;

import org.jspecify.annotations.NullMarked;
