/**
 * The document {@code deployment/openapi.yaml}: written by a golden test from the types and the
 * endpoints, read by a parser of OpenAPI, compared with the contract's.
 */
@NullMarked
package io.kuma.rest.openapi;

import org.jspecify.annotations.NullMarked;
