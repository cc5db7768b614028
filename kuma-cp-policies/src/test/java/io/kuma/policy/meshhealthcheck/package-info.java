/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshhealthcheck;

import org.jspecify.annotations.NullMarked;
