@NullMarked
package io.kuma.core.manager;

import org.jspecify.annotations.NullMarked;
