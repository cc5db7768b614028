/** The proxy through which traffic from other zones comes into a zone. */
@NullMarked
package io.kuma.resource.zoneingress;

import org.jspecify.annotations.NullMarked;
