@NullMarked
package io.kuma.core.admin;

import org.jspecify.annotations.NullMarked;
