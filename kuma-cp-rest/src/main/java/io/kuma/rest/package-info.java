/**
 * The REST API: requests in, records to {@code core}, JSON out. Endpoints are thin: a path, the
 * order of checks that the contract fixes, and the title that its errors carry; what a resource may
 * say is decided by its type, what happens on a write by the resource manager. Every error leaves
 * as a {@link io.kuma.rest.Problem}.
 */
@NullMarked
package io.kuma.rest;

import org.jspecify.annotations.NullMarked;
