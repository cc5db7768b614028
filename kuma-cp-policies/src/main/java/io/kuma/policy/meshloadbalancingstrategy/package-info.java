/**
 * To which instance of a destination a request goes: how a proxy balances, which instances it
 * prefers, and what keeps requests together. It shapes clusters, endpoints and routes.
 */
@NullMarked
package io.kuma.policy.meshloadbalancingstrategy;

import org.jspecify.annotations.NullMarked;
