/** Who may do what, where it is not everybody (contract 2.1). */
@NullMarked
package io.kuma.core.access;

import org.jspecify.annotations.NullMarked;
