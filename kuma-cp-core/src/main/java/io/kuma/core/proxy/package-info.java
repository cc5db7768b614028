/**
 * The proxy model: all that the configuration of one proxy is made from, already decided. Which
 * inbounds and outbounds it has, where each outbound's requests may go, which merged confs hold at
 * each place, whether traffic is encrypted, and what the proxy told about itself. It knows no
 * policy (confs are kept by type) and no Envoy message, and it is compared by value: an equal model
 * means an equal configuration, so nothing needs to be generated or sent.
 */
@NullMarked
package io.kuma.core.proxy;

import org.jspecify.annotations.NullMarked;
