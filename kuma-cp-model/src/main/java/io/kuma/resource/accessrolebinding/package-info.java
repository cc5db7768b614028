/** Who has which roles. Of ours, and off unless set. */
@NullMarked
package io.kuma.resource.accessrolebinding;

import org.jspecify.annotations.NullMarked;
