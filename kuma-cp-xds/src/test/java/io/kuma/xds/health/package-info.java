/** Tests of what is probed and what a report means. */
@NullMarked
package io.kuma.xds.health;

import org.jspecify.annotations.NullMarked;
