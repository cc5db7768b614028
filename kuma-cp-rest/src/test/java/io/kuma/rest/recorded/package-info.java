/**
 * Replays what a running Kuma 2.14.3 was recorded with ({@code ../shared/conformance/recorded})
 * against the API of this control plane, in one JVM. Its rules are those of the reference tool
 * beside the recordings, {@code replay.py}, so that both come to the same result.
 */
@NullMarked
package io.kuma.rest.recorded;

import org.jspecify.annotations.NullMarked;
