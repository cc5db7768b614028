/** Which control planes there are, in a file of the user's (contract 6.1). */
@NullMarked
package io.kuma.kumactl.config;

import org.jspecify.annotations.NullMarked;
