package io.kuma.persistence;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a query reads of a row.
 *
 * @param spec JSON of the spec alone
 * @param labels JSON object; null in rows of old installations that have none
 * @param status JSON object; an empty one, or null in rows of old installations, for none
 */
public record ResourceRow(
    String name,
    String mesh,
    String type,
    int version,
    String spec,
    @Nullable LocalDateTime creationTime,
    @Nullable LocalDateTime modificationTime,
    @Nullable String labels,
    @Nullable String status) {

  /** Keeps secrets out of logs. */
  @Override
  public String toString() {
    return "ResourceRow[" + type + " " + mesh + "/" + name + "]";
  }
}
