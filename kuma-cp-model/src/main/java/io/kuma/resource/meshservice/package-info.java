/**
 * A service inside the mesh: which proxies provide it, and at which ports. Written by users, or by
 * control planes that find it among their proxies.
 */
@NullMarked
package io.kuma.resource.meshservice;

import org.jspecify.annotations.NullMarked;
