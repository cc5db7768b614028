/**
 * Whether destinations are well, found out by asking them: it puts active health checks into the
 * clusters of outbounds.
 */
@NullMarked
package io.kuma.policy.meshhealthcheck;

import org.jspecify.annotations.NullMarked;
