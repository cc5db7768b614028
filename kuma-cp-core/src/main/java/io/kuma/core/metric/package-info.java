/** What parts that know no monitoring tell whoever measures them. */
@NullMarked
package io.kuma.core.metric;

import org.jspecify.annotations.NullMarked;
