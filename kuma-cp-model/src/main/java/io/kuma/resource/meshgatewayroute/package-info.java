/** Where a builtin gateway sends requests and connections, by service tags. */
@NullMarked
package io.kuma.resource.meshgatewayroute;

import org.jspecify.annotations.NullMarked;
