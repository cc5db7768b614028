/** What a global control plane observed of the control plane of a zone. */
@NullMarked
package io.kuma.resource.zoneinsight;

import org.jspecify.annotations.NullMarked;
