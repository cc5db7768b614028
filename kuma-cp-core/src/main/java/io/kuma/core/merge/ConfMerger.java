package io.kuma.core.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.schema.ConfMerge;
import io.kuma.model.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges confs of one record type. The tree of a conf is made once, with {@link #toTree}, and may
 * then take part in any number of merges; the record of a result is made once for each result.
 *
 * @param <C> the record of the conf
 */
public final class ConfMerger<C extends Record> {
  private final Class<C> type;
  private final ResourceCodec codec;
  private final Schema schema;

  public ConfMerger(Class<C> type, ResourceCodec codec) {
    this.type = type;
    this.codec = codec;
    this.schema = Schema.of(type);
  }

  /** The conf as {@link #merge} wants it; an item of a policy that says nothing changes nothing. */
  public ObjectNode toTree(@Nullable Record conf) {
    return conf == null ? JsonNodeFactory.instance.objectNode() : codec.toTree(conf);
  }

  /** The conf, or one of this type that says nothing. */
  public Record orEmpty(@Nullable Record conf) {
    return conf == null ? codec.toRecord(type, JsonNodeFactory.instance.objectNode()) : conf;
  }

  /**
   * Makes one conf of several; or several, if their record says that confs about different things
   * stay apart ({@link io.kuma.model.schema.Merge.Mode#SPLIT}).
   *
   * @param confs weakest first; they are not changed
   * @return empty if there are no confs
   */
  public List<C> merge(List<? extends JsonNode> confs) {
    return ConfMerge.mergeSplit(schema, confs).stream()
        .map(tree -> codec.toRecord(type, tree))
        .toList();
  }
}
