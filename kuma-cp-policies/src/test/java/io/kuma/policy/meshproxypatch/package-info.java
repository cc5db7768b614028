/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshproxypatch;

import org.jspecify.annotations.NullMarked;
