/** A service outside of the mesh that proxies reach under a name and an address of the mesh. */
@NullMarked
package io.kuma.resource.meshexternalservice;

import org.jspecify.annotations.NullMarked;
