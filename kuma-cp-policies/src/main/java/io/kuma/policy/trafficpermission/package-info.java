/** Who may connect to inbounds, when mutual TLS is on; by tags. */
@NullMarked
package io.kuma.policy.trafficpermission;

import org.jspecify.annotations.NullMarked;
