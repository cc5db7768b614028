/**
 * Tokens that proxies identify themselves with: JSON Web Tokens, signed with a key of their mesh
 * that is kept in a secret, or elsewhere with a key whose public half is among the settings.
 * Verifying says who the bearer is, or why it is refused in words fit for it; whether that bearer
 * may run a given Dataplane is a separate question. Users' and zone proxies' tokens will share the
 * keys' part.
 */
@NullMarked
package io.kuma.core.token;

import org.jspecify.annotations.NullMarked;
