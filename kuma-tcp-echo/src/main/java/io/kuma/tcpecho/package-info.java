/**
 * A server that says back what it hears: raw bytes as they come, an HTTP/1 request as the body of a
 * {@code 200 OK}. It is what demos and tests put behind a proxy, so that one sees what arrived
 * there, at which instance, and – with {@code ?delay=3s} – what a proxy does with an answer that
 * takes too long. Blocking sockets, one thread for each connection, a limit on everything a client
 * can make grow.
 */
@NullMarked
package io.kuma.tcpecho;

import org.jspecify.annotations.NullMarked;
