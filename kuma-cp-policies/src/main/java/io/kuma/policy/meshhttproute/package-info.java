/**
 * What a MeshHTTPRoute changes on the way: headers, redirects, rewritten paths and hosts. Which
 * requests a route takes and where they go is the structure of an outbound, and stands in the proxy
 * model; the resource itself lives in {@code io.kuma.resource.meshhttproute}.
 */
@NullMarked
package io.kuma.policy.meshhttproute;

import org.jspecify.annotations.NullMarked;
