/**
 * Which host names destinations get from HostnameGenerators (contract sections 3.3 and 3.5).
 * Functions of what they are given: no store and no clock.
 */
@NullMarked
package io.kuma.core.hostname;

import org.jspecify.annotations.NullMarked;
