/**
 * What proxies have done with their configuration, written where users look for it: into their
 * DataplaneInsight (contract 4.7), and summed up in the MeshInsight and the ServiceInsight of their
 * mesh (contract 2.6). Insights are no input of any configuration, so writing one never causes a
 * push.
 */
@NullMarked
package io.kuma.cp.insight;

import org.jspecify.annotations.NullMarked;
