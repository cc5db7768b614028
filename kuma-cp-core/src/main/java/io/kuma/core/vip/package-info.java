/**
 * Host names and virtual addresses of what is known by tags (contract 3.5, "VIP pools"): made from
 * proxies, ExternalServices and VirtualOutbounds, kept in one Config for each mesh so that an
 * address stays whoever computes it next, and in upstream's form so that those of an existing
 * installation stay too.
 */
@NullMarked
package io.kuma.core.vip;

import org.jspecify.annotations.NullMarked;
