/** What is read, asked and refused before Envoy runs. */
package io.kuma.dp.prepare;
