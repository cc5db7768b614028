/**
 * What a proxy needs before it can ask for anything: Envoy's first configuration, which says who
 * the proxy is and where its control plane is (contract 4.1 and 4.2). {@link
 * io.kuma.xds.bootstrap.BootstrapEndpoint} answers a request given as text; it knows no HTTP
 * server. The same request always gets the same bytes.
 */
@NullMarked
package io.kuma.xds.bootstrap;

import org.jspecify.annotations.NullMarked;
