/**
 * Probes of the application on behalf of a platform that cannot reach it, since the proxy takes all
 * connections and strangers have no certificate (contract 4.10, 8.4).
 */
@NullMarked
package io.kuma.dp.probe;

import org.jspecify.annotations.NullMarked;
