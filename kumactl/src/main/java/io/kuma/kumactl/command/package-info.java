/** The commands, one class each. */
@NullMarked
package io.kuma.kumactl.command;

import org.jspecify.annotations.NullMarked;
