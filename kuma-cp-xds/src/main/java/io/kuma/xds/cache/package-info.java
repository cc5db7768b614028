/** What each proxy should have and what it has; only the difference goes out. */
@NullMarked
package io.kuma.xds.cache;

import org.jspecify.annotations.NullMarked;
