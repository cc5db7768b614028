/** The word that something changed, never what: readers read again. */
@NullMarked
package io.kuma.core.event;

import org.jspecify.annotations.NullMarked;
