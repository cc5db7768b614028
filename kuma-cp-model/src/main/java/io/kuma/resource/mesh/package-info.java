/**
 * A mesh: the boundary inside which proxies trust and find each other. Its record holds what
 * applies to all of them: the certificate authority, how real MeshServices are used, and the
 * backends that the older, source and destination based policies name.
 */
@NullMarked
package io.kuma.resource.mesh;

import org.jspecify.annotations.NullMarked;
