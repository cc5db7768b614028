/** What a control plane observed of a zone ingress: its connections. */
@NullMarked
package io.kuma.resource.zoneingressinsight;

import org.jspecify.annotations.NullMarked;
