/** The store on H2 in a bare JVM, with the provider that the server brings. */
@NullMarked
package io.kuma.persistence;

import org.jspecify.annotations.NullMarked;
