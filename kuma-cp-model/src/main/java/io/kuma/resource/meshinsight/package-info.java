/** What a mesh consists of, counted. */
@NullMarked
package io.kuma.resource.meshinsight;

import org.jspecify.annotations.NullMarked;
