/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshtrace;

import org.jspecify.annotations.NullMarked;
