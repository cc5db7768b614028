/** See {@link io.kuma.policy.PolicyContract}. */
@NullMarked
package io.kuma.policy.meshtrafficpermission;

import org.jspecify.annotations.NullMarked;
