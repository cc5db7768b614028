/** Tokens that proxies and users identify themselves with. */
@NullMarked
package io.kuma.core.token;

import org.jspecify.annotations.NullMarked;
