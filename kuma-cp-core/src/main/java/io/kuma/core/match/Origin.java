package io.kuma.core.match;

import io.kuma.model.Meta;

/**
 * Where a part of a merged conf came from.
 *
 * @param ruleIndex the position of the item in the policy's list; 0 for policies with a single conf
 */
public record Origin(Meta policy, int ruleIndex) {}
