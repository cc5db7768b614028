package io.kuma.xds.ads;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What every stream needs.
 *
 * @param threads may be kept waiting by stores; their number bounds what streams do at a time
 * @param timer for retries; never kept waiting
 * @param clock the time of refusals
 * @param instance identifies this control plane to proxies
 * @param backoff how long content that a proxy refused is kept from it
 */
public record Surroundings(
    Executor threads,
    ScheduledExecutorService timer,
    Clock clock,
    String instance,
    Duration backoff) {}
