/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshtcproute;

import org.jspecify.annotations.NullMarked;
