/** Texts that control planes keep for themselves beside the resources of their users. */
@NullMarked
package io.kuma.resource.config;

import org.jspecify.annotations.NullMarked;
