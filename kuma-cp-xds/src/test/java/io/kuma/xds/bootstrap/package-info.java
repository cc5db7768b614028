/**
 * Tests of the bootstrap configuration, among them the recorded answers of the contract's own
 * control plane.
 */
@NullMarked
package io.kuma.xds.bootstrap;

import org.jspecify.annotations.NullMarked;
