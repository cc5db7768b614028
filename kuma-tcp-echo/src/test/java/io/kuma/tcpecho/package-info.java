/** Real sockets on the loopback, ports chosen by the system. */
package io.kuma.tcpecho;
