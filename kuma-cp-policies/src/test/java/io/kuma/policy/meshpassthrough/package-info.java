/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshpassthrough;

import org.jspecify.annotations.NullMarked;
