/** Certificate authorities of meshes and the certificates of proxies. */
@NullMarked
package io.kuma.core.ca;

import org.jspecify.annotations.NullMarked;
