/**
 * From a proxy's model to Envoy's resources. {@link io.kuma.xds.generate.ProxyGenerator} walks the
 * model; for each place it opens the builders with what holds without any policy, calls the
 * policies in their order, and builds once. Each {@code …Place} is one such place. The result
 * depends on the model alone.
 */
@NullMarked
package io.kuma.xds.generate;

import org.jspecify.annotations.NullMarked;
