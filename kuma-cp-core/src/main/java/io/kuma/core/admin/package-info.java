/** Asking Envoys what they hold and what they have counted. */
@NullMarked
package io.kuma.core.admin;

import org.jspecify.annotations.NullMarked;
