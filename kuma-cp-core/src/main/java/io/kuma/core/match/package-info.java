/** Which policies apply to a proxy, and the rules that follow. */
@NullMarked
package io.kuma.core.match;

import org.jspecify.annotations.NullMarked;
