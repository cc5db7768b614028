@NullMarked
package io.kuma.xds.patch;

import org.jspecify.annotations.NullMarked;
