/** What a control plane is asked, over HTTP. */
@NullMarked
package io.kuma.kumactl.api;

import org.jspecify.annotations.NullMarked;
