/** How far configuration has come on its way to proxies. */
@NullMarked
package io.kuma.core.delivery;

import org.jspecify.annotations.NullMarked;
