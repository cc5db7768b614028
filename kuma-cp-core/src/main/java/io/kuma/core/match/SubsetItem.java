package io.kuma.core.match;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An item of {@code from} or {@code to}, ready to be merged.
 *
 * @param conf must not be changed
 * @param matchesHashes for routes: which matches it decides on; empty for other confs
 */
record SubsetItem(Origin origin, Subset subset, ObjectNode conf, List<String> matchesHashes) {}
