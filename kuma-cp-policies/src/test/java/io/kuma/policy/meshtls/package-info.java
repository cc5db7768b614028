/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshtls;

import org.jspecify.annotations.NullMarked;
