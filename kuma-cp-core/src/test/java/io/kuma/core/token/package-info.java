@NullMarked
package io.kuma.core.token;

import org.jspecify.annotations.NullMarked;
