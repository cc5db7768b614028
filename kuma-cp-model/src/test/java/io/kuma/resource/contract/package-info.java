/**
 * Types against the rest of the contract: schemas, the catalogue, and what upstream answered to
 * writes. Part of the test jar, like the validation cases.
 */
@NullMarked
package io.kuma.resource.contract;

import org.jspecify.annotations.NullMarked;
