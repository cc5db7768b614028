/**
 * Changes to finished messages of Envoy, as users write them: parts that are merged in, JSON
 * patches, filters that are put into a chain. Policies say which resources they are for.
 */
@NullMarked
package io.kuma.xds.patch;

import org.jspecify.annotations.NullMarked;
