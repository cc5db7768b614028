/**
 * The aggregated discovery service (contract 4.4). The protocol is in {@link
 * io.kuma.xds.ads.SotwSession} and {@link io.kuma.xds.ads.DeltaSession}: plain objects that take
 * requests and say which responses are due, with no threads, no clock and no gRPC in them. {@link
 * io.kuma.xds.ads.AdsStream} gives one of them a gRPC stream and a queue of its own. What is sent
 * is always computed from the newest state when there is room to send it; nothing is queued, so a
 * slow proxy costs no memory and skips what it missed.
 */
@NullMarked
package io.kuma.xds.ads;

import org.jspecify.annotations.NullMarked;
