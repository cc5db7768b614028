package io.kuma.cp.insight;

import java.time.Duration;

/**
 * How much is kept of proxies, and how long.
 *
 * @param subscriptions how many connections of a proxy its insight keeps ({@code
 *     KUMA_METRICS_DATAPLANE_SUBSCRIPTION_LIMIT})
 * @param idleTimeout how long after a control plane has gone the connections that proxies had with
 *     it are told to be over ({@code KUMA_METRICS_DATAPLANE_IDLE_TIMEOUT})
 * @param cleanupAge how long a proxy may be away until its Dataplane is deleted ({@code
 *     KUMA_RUNTIME_UNIVERSAL_DATAPLANE_CLEANUP_AGE})
 */
public record InsightRetention(int subscriptions, Duration idleTimeout, Duration cleanupAge) {}
