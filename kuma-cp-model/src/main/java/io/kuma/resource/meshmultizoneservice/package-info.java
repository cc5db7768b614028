/** MeshServices of several zones that clients see as one. */
@NullMarked
package io.kuma.resource.meshmultizoneservice;

import org.jspecify.annotations.NullMarked;
