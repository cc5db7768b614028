/**
 * What a proxy is told, for people to look at (contract section 2.8): computed by the functions
 * that feed Envoy, and shown as the API has it.
 */
@NullMarked
package io.kuma.core.inspect;

import org.jspecify.annotations.NullMarked;
