/** Log levels that an operator changes while the control plane runs (contract 1.3). */
@NullMarked
package io.kuma.cp.logging;

import org.jspecify.annotations.NullMarked;
