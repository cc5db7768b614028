/**
 * Rules that several types share: references to targets, tags, names, ports, durations, host names.
 * Each reports through a {@link io.kuma.model.Violations.Path}, with the contract's messages.
 */
@NullMarked
package io.kuma.resource.validate;

import org.jspecify.annotations.NullMarked;
