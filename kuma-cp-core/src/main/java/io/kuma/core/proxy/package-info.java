/** What a proxy is told, before it is spelled in Envoy's words. */
@NullMarked
package io.kuma.core.proxy;

import org.jspecify.annotations.NullMarked;
