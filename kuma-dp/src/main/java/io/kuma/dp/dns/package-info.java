/**
 * The DNS server for the workload: it answers for the names of the mesh, and lets the machine's
 * resolvers answer for all others (contract 4.10).
 */
@NullMarked
package io.kuma.dp.dns;

import org.jspecify.annotations.NullMarked;
