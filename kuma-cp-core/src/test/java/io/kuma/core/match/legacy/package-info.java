@NullMarked
package io.kuma.core.match.legacy;

import org.jspecify.annotations.NullMarked;
