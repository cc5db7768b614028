/**
 * The command line of operators (contract 6). {@code command} has a class for each command; what
 * types there are stands in {@code types.json}, which a golden test writes from their definitions.
 */
@NullMarked
package io.kuma.kumactl;

import org.jspecify.annotations.NullMarked;
