/**
 * A secret of one mesh: keys and certificates that other resources name. For administrators only.
 */
@NullMarked
package io.kuma.resource.secret;

import org.jspecify.annotations.NullMarked;
