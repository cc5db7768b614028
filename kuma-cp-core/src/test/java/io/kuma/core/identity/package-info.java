@NullMarked
package io.kuma.core.identity;

import org.jspecify.annotations.NullMarked;
