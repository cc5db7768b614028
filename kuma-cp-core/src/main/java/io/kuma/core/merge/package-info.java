/** How the confs of several policies become one. */
@NullMarked
package io.kuma.core.merge;

import org.jspecify.annotations.NullMarked;
