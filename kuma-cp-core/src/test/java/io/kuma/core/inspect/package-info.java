/** Tests of what one looks at; most of it is compared with recordings where the API is. */
@NullMarked
package io.kuma.core.inspect;

import org.jspecify.annotations.NullMarked;
