/** The proxy model and how it is made. */
@NullMarked
package io.kuma.core.proxy;

import org.jspecify.annotations.NullMarked;
