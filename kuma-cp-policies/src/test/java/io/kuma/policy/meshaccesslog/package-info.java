/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshaccesslog;

import org.jspecify.annotations.NullMarked;
