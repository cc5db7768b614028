/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshfaultinjection;

import org.jspecify.annotations.NullMarked;
