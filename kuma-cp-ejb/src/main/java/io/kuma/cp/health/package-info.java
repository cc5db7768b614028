/**
 * What MicroProfile Health reports of the control plane. A small jar of its own: servers look for
 * health checks only in the library of an EAR, and not in its modules.
 */
@NullMarked
package io.kuma.cp.health;

import org.jspecify.annotations.NullMarked;
