package io.kuma.resource.meshhttproute;

import io.kuma.model.Doc;
import io.kuma.model.schema.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes to headers. Each header can be named once. */
@Doc("Changes to headers; several values of one header are separated by commas (RFC 7230).")
public record HeaderModifier(
    @Doc("Headers that are set, whatever they were.") @Limits(maxItems = 16, listKeys = "name")
        @Nullable List<HeaderValue> set,
    @Doc("Headers that are added to those that are there.")
        @Limits(maxItems = 16, listKeys = "name")
        @Nullable List<HeaderValue> add,
    @Doc("Headers that are removed.") @Limits(maxItems = 16) @Nullable List<String> remove) {

  /** What a header's name consists of: the token characters of RFC 7230 in lower case. */
  public static final String NAME = "^[a-z0-9!#$%&'*+\\-.^_\\x60|~]+$";

  public HeaderModifier {
    set = set == null ? null : List.copyOf(set);
    add = add == null ? null : List.copyOf(add);
    remove = remove == null ? null : List.copyOf(remove);
  }

  /** A header. */
  public record HeaderValue(
      @Doc("The name of the header, in lower case.")
          @Limits(minLength = 1, maxLength = 256, pattern = NAME)
          String name,
      @Doc("Its value.") String value) {}
}
