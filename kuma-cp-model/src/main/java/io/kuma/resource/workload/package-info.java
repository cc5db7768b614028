/** The proxies that run the same program, under the name that they have in common. */
@NullMarked
package io.kuma.resource.workload;

import org.jspecify.annotations.NullMarked;
