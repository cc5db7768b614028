/**
 * Health discovery (contract 4.8): takes what proxies report of their workloads and of themselves
 * into their Dataplanes, so that others stop sending requests there. Only a change is written; a
 * proxy that reports the same again costs a comparison.
 */
@NullMarked
package io.kuma.cp.hds;

import org.jspecify.annotations.NullMarked;
