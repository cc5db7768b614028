/**
 * Whether inbounds take plain text beside mutual TLS, and which versions and ciphers of TLS proxies
 * speak to each other.
 */
@NullMarked
package io.kuma.policy.meshtls;

import org.jspecify.annotations.NullMarked;
