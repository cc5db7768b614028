/** The proxy through which traffic to other zones and to external services leaves a zone. */
@NullMarked
package io.kuma.resource.zoneegress;

import org.jspecify.annotations.NullMarked;
