/**
 * Faults on purpose: delays, errors and slow answers, to see how clients take them. It adds a
 * filter to HTTP inbounds, and to those of gateways.
 */
@NullMarked
package io.kuma.policy.meshfaultinjection;

import org.jspecify.annotations.NullMarked;
