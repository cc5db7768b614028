package io.kuma.core.match;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.match.PolicyOrder.ToItem;
import io.kuma.model.Meta;
import io.kuma.model.TargetRef;
import java.util.List;

/**
 * An item of {@code to} as it is about real resources, ready to be merged. Not a record: items are
 * compared by identity, so that a list of them is a cheap key for what they merge to.
 */
final class ResourceItem {
  private final ToItem item;
  private final int index;
  private final ObjectNode conf;
  private final List<String> matchesHashes;

  /**
   * @param index where it stands in its policy
   * @param conf must not be changed
   * @param matchesHashes for routes: which matches it decides on; empty for other confs
   */
  ResourceItem(ToItem item, int index, ObjectNode conf, List<String> matchesHashes) {
    this.item = item;
    this.index = index;
    this.conf = conf;
    this.matchesHashes = List.copyOf(matchesHashes);
  }

  ToItem item() {
    return item;
  }

  Meta policy() {
    return item.policy().meta();
  }

  TargetRef targetRef() {
    return item.to().targetRef();
  }

  ObjectNode conf() {
    return conf;
  }

  List<String> matchesHashes() {
    return matchesHashes;
  }

  Origin origin() {
    return new Origin(policy(), index);
  }
}
