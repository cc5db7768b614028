/** A gateway that is built into a proxy: where it takes traffic from outside of the mesh. */
@NullMarked
package io.kuma.resource.meshgateway;

import org.jspecify.annotations.NullMarked;
