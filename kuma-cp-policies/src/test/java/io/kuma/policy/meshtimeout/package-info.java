/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshtimeout;

import org.jspecify.annotations.NullMarked;
