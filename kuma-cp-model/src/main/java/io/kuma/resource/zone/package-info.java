/** A zone: a control plane of its own, with its proxies, below or without a global one. */
@NullMarked
package io.kuma.resource.zone;

import org.jspecify.annotations.NullMarked;
