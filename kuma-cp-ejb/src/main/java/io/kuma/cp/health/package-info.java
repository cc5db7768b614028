/** What MicroProfile Health reports of the control plane. */
@NullMarked
package io.kuma.cp.health;

import org.jspecify.annotations.NullMarked;
