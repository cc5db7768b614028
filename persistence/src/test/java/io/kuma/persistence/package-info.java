/** The store on H2 and PostgreSQL in a bare JVM, with the provider that the server brings. */
@NullMarked
package io.kuma.persistence;

import org.jspecify.annotations.NullMarked;
