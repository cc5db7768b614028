/**
 * The word that something changed, never what. A store announces keys after its transaction has
 * committed; whoever listens takes note, returns and reads again in its own time. A notice may come
 * twice or, from another process, be lost: nothing here is a log of events.
 */
@NullMarked
package io.kuma.core.event;

import org.jspecify.annotations.NullMarked;
