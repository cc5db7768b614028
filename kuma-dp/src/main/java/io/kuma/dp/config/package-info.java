/** What the control plane tells kuma-dp itself, by way of Envoy (contract 4.10). */
@NullMarked
package io.kuma.dp.config;

import org.jspecify.annotations.NullMarked;
