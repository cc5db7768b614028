/** Tests of virtual hosts. */
@NullMarked
package io.kuma.core.vip;

import org.jspecify.annotations.NullMarked;
