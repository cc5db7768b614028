/**
 * Which policies apply to a proxy, and the rules that follow from them (contract 10.3 to 10.5).
 * {@link io.kuma.core.match.PolicyMatcher} is the way in, {@link
 * io.kuma.core.match.MatchedPolicies} what comes out. All of it is a function of the snapshot and
 * the Dataplane; policies are sorted and taken apart once for each snapshot in which they changed,
 * and confs are merged once for each distinct set of policies that some proxy has.
 */
@NullMarked
package io.kuma.core.match;

import org.jspecify.annotations.NullMarked;
