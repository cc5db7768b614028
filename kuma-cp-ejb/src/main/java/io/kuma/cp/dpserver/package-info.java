/**
 * The servers that this control plane owns itself, on Armeria: the data plane server, whose one TLS
 * port serves gRPC and plain HTTP, and the diagnostics server. The application server keeps REST;
 * its gRPC support does not stand idle streams.
 */
@NullMarked
package io.kuma.cp.dpserver;

import org.jspecify.annotations.NullMarked;
