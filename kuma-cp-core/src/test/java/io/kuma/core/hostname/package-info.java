@NullMarked
package io.kuma.core.hostname;

import org.jspecify.annotations.NullMarked;
