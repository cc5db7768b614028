/** What a control plane observed of a zone egress: its connections. */
@NullMarked
package io.kuma.resource.zoneegressinsight;

import org.jspecify.annotations.NullMarked;
