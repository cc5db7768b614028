/**
 * Which of the policies that select by tags applies where (contract section 10.6). {@link
 * io.kuma.core.match.legacy.LegacySelection} is the way in; all of it is a function of policies and
 * tags. Unlike rules of {@link io.kuma.core.match}, confs are never merged: the winner takes all.
 */
@NullMarked
package io.kuma.core.match.legacy;

import org.jspecify.annotations.NullMarked;
