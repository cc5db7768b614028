@NullMarked
package io.kuma.xds.envoy;

import org.jspecify.annotations.NullMarked;
