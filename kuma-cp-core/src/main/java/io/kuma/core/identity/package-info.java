/**
 * Who proxies are where a MeshIdentity says so (contract section 3.3): which identity is whose, and
 * what it looks like.
 */
@NullMarked
package io.kuma.core.identity;

import org.jspecify.annotations.NullMarked;
