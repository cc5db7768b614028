/**
 * The shape of a record as data: what is required, which values are allowed, what stands in for
 * absent ones. Derived from the record by reflection, so that it cannot drift; the shape check,
 * defaulting, merging, CRDs and OpenAPI all read it.
 */
@NullMarked
package io.kuma.model.schema;

import org.jspecify.annotations.NullMarked;
