/**
 * Routes HTTP requests to a destination by what is in them: splits them over backends, rewrites,
 * redirects and mirrors them. Structure rather than tuning, for policies can refer to a route.
 */
@NullMarked
package io.kuma.resource.meshhttproute;

import org.jspecify.annotations.NullMarked;
