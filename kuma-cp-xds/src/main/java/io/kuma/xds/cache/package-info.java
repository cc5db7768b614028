/**
 * What each proxy should have, in a form that can be compared cheaply: every resource carries a
 * version that is a hash of its content, so that two control planes, or one before and after a
 * restart, agree on what a proxy already holds. Secrets are the exception, because no two
 * certificates are alike: {@link io.kuma.xds.cache.SecretSource} makes them when they are asked
 * for, under a version that says what they prove.
 */
@NullMarked
package io.kuma.xds.cache;

import org.jspecify.annotations.NullMarked;
