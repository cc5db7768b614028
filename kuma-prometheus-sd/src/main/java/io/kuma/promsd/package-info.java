/**
 * Tells Prometheus by a file which proxies it is to read, for one that cannot ask a control plane
 * itself: a loop of one thread asks for monitoring assignments (contract 1.4), waits there for a
 * change, and replaces the file.
 */
@NullMarked
package io.kuma.promsd;

import org.jspecify.annotations.NullMarked;
