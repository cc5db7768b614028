/** gRPC as a client, at its smallest: for collectors of metrics and for health probes. */
@NullMarked
package io.kuma.dp.grpc;

import org.jspecify.annotations.NullMarked;
