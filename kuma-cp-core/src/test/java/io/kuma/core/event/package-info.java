@NullMarked
package io.kuma.core.event;

import org.jspecify.annotations.NullMarked;
