/**
 * What users add to the configuration of proxies and change in it, in Envoy's own words; by tags.
 */
@NullMarked
package io.kuma.policy.proxytemplate;

import org.jspecify.annotations.NullMarked;
