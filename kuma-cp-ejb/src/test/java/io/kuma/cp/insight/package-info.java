/** Tests of what is written down about proxies. */
@NullMarked
package io.kuma.cp.insight;

import org.jspecify.annotations.NullMarked;
