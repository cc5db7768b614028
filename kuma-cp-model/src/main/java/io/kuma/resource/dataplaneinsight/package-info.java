/**
 * What a control plane observed of one proxy: its connections, what was acknowledged on them, the
 * certificate it holds. Written by control planes only and never a reason to send configuration.
 */
@NullMarked
package io.kuma.resource.dataplaneinsight;

import org.jspecify.annotations.NullMarked;
