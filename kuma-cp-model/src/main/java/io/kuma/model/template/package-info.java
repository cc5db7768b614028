/**
 * The part of Go's template language that resources use to say names: text with fields, functions
 * and pipelines in it, {@code {{.DisplayName}}.{{label "team"}}.svc}. Faults are told in Go's
 * words, because the contract passes them on. See <a href="https://pkg.go.dev/text/template">the
 * language</a>.
 *
 * <p>What has no use in a name is refused when a template is parsed, and never ignored: branches,
 * loops, variables, and Go's own functions.
 */
@NullMarked
package io.kuma.model.template;

import org.jspecify.annotations.NullMarked;
