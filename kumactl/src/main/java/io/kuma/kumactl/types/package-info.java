/** What types there are, and what resources must look like before a control plane sees them. */
@NullMarked
package io.kuma.kumactl.types;

import org.jspecify.annotations.NullMarked;
