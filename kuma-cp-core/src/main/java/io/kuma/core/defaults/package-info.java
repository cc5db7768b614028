/**
 * What a control plane starts with: the rules of the types it knows and the resources that have to
 * be there. The one place of the core that knows all of its rooms.
 */
@NullMarked
package io.kuma.core.defaults;

import org.jspecify.annotations.NullMarked;
