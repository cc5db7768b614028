@NullMarked
package io.kuma.core.insight;

import org.jspecify.annotations.NullMarked;
