package io.kuma.core.match;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Match;
import io.kuma.model.Match.SpiffeIdMatch;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An item of {@code rules} for one of its matches, or of a {@code from} that is read as one.
 *
 * @param match null means everything
 * @param conf as its policy says it
 * @param tree the same, to be merged; must not be changed
 */
record InboundItem(Origin origin, @Nullable Record match, Record conf, ObjectNode tree) {

  /**
   * Items that match less stand first: an identity before a prefix before any client, then a server
   * name before none (contract 10.5). Items of equal match keep their order.
   */
  static final Comparator<InboundItem> MOST_SPECIFIC_FIRST =
      Comparator.comparingInt(InboundItem::spiffeIdRank).thenComparingInt(InboundItem::rest);

  private int spiffeIdRank() {
    SpiffeIdMatch id = match instanceof Match known ? known.spiffeId() : null;
    if (id == null) {
      return 2;
    }
    return switch (id.type()) {
      case Exact -> 0;
      case Prefix -> 1;
    };
  }

  private int rest() {
    if (match instanceof Match known) {
      return known.sni() != null ? 0 : 1;
    }
    return match != null ? 0 : 1;
  }
}
