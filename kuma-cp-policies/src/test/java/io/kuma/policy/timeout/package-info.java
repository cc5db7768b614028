@NullMarked
package io.kuma.policy.timeout;

import org.jspecify.annotations.NullMarked;
