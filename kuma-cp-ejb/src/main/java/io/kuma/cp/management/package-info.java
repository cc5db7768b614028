/**
 * What JMX shows of a running control plane, for those who watch an application server by its own
 * means. It counts nothing itself: all numbers are those of {@code /metrics}.
 */
@NullMarked
package io.kuma.cp.management;

import org.jspecify.annotations.NullMarked;
