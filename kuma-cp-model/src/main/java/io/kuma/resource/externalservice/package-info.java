/** A service outside of the mesh that proxies can be sent to by its service tag. */
@NullMarked
package io.kuma.resource.externalservice;

import org.jspecify.annotations.NullMarked;
