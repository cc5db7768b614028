/**
 * How the confs of several policies become one (contract 10.5): as trees, guided by the schema of
 * the conf, and turned into the conf's record once for each result. The rules of merging stand in
 * {@link io.kuma.model.schema.ConfMerge}; here is what keeps the merging cheap.
 */
@NullMarked
package io.kuma.core.merge;

import org.jspecify.annotations.NullMarked;
