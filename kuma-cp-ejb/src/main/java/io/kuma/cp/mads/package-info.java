/**
 * Monitoring assignments (contract 1.4): tells Prometheus which proxies have metrics, and where. A
 * fetch waits for the change of a snapshot; nothing is computed while nobody asks.
 */
@NullMarked
package io.kuma.cp.mads;

import org.jspecify.annotations.NullMarked;
