/** Tests of roles. */
@NullMarked
package io.kuma.core.role;

import org.jspecify.annotations.NullMarked;
