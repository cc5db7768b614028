/** The services of a mesh and how they are. */
@NullMarked
package io.kuma.resource.serviceinsight;

import org.jspecify.annotations.NullMarked;
