/** Delays, failures and slow answers that inbounds make up, to try out what clients do; by tags. */
@NullMarked
package io.kuma.policy.faultinjection;

import org.jspecify.annotations.NullMarked;
