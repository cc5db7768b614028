/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshretry;

import org.jspecify.annotations.NullMarked;
