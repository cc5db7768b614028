/**
 * What is known of a mesh as a whole: its proxies, services and resources, counted (contract 2.6).
 * Functions of resources alone; who calls them reads and stores.
 */
@NullMarked
package io.kuma.core.insight;

import org.jspecify.annotations.NullMarked;
