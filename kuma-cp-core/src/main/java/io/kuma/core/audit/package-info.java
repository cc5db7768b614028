/** Who did what: one line of JSON each, for those who have to account for it. */
@NullMarked
package io.kuma.core.audit;

import org.jspecify.annotations.NullMarked;
