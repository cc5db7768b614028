@NullMarked
package io.kuma.core.ca;

import org.jspecify.annotations.NullMarked;
