package io.kuma.model;

import io.kuma.model.schema.Limits;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a certificate or a key comes from: one of four places. On the wire of flat types. */
@Doc("Where a certificate or a key comes from.")
public record DataSource(
    @Doc("The name of a secret of the mesh.") @Nullable String secret,
    @Doc("A path on the machine of whoever uses it.") @Nullable String file,
    @Doc("The content, in Base64.") @Nullable @Limits(format = "byte") String inline,
    @Doc("The content as text.") @Nullable String inlineString) {

  /** How many of the places are named; a good source names one. */
  public long places() {
    return Stream.of(secret, file, inline, inlineString).filter(Objects::nonNull).count();
  }

  /** Whether nothing can come from it: no place is named, or an empty one. */
  public boolean isEmpty() {
    return Stream.of(secret, file, inline, inlineString)
        .allMatch(place -> place == null || place.isEmpty());
  }

  /** Keeps what may be a key out of logs. */
  @Override
  public String toString() {
    return "DataSource[secret="
        + secret
        + ", file="
        + file
        + (inline == null && inlineString == null ? "]" : ", inline]");
  }
}
