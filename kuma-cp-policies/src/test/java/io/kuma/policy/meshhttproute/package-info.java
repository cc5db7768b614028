/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshhttproute;

import org.jspecify.annotations.NullMarked;
