/**
 * Access logs that go to a TCP address (contract 4.10): Envoy writes lines to a named pipe, each
 * with the address that it is for, and {@link io.kuma.dp.accesslog.AccessLogPipe} forwards them.
 * Nothing of it is loaded before there is a pipe.
 */
@NullMarked
package io.kuma.dp.accesslog;

import org.jspecify.annotations.NullMarked;
