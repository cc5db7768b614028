/**
 * Has what the control plane observes written when something has changed that it depends on: VIPs,
 * host names and other statuses, and what is generated from proxies.
 */
@NullMarked
package io.kuma.cp.status;

import org.jspecify.annotations.NullMarked;
