/** A secret that belongs to no mesh, such as a key that signs tokens. For administrators only. */
@NullMarked
package io.kuma.resource.globalsecret;

import org.jspecify.annotations.NullMarked;
