/**
 * Where connections and requests to a service go, by tags: the routes of meshes without
 * MeshHTTPRoute.
 */
@NullMarked
package io.kuma.resource.trafficroute;

import org.jspecify.annotations.NullMarked;
