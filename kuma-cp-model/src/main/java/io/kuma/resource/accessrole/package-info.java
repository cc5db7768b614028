/** What may be done with which resources; a binding says by whom. Of ours, and off unless set. */
@NullMarked
package io.kuma.resource.accessrole;

import org.jspecify.annotations.NullMarked;
