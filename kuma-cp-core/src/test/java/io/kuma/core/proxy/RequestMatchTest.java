package io.kuma.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.proxy.RequestMatch.NamedMatch;
import io.kuma.core.proxy.RequestMatch.PathMatch;
import io.kuma.core.proxy.RequestMatch.ValueMatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

final class RequestMatchTest {
  private static final NamedMatch HEADER = new NamedMatch("x", new ValueMatch.Present());

  /** Most specific first, as routes have to be tried. */
  private static final List<RequestMatch> IN_ORDER =
      List.of(
          match(new PathMatch.Exact("/a"), "GET", 1, 0),
          match(new PathMatch.Exact("/a/b/c"), "GET", 0, 0),
          match(new PathMatch.Exact("/a"), null, 0, 0),
          match(new PathMatch.Prefix("/long/prefix"), null, 0, 0),
          match(new PathMatch.Prefix("/short"), "POST", 0, 0),
          match(new PathMatch.Prefix("/short"), null, 2, 0),
          match(new PathMatch.Prefix("/short"), null, 1, 3),
          match(new PathMatch.Prefix("/short"), null, 1, 1),
          match(new PathMatch.Prefix("/short"), null, 0, 1),
          match(new PathMatch.Prefix("/"), null, 0, 0),
          match(new PathMatch.Pattern("/longer.*"), null, 0, 0),
          match(new PathMatch.Pattern("/.*"), null, 0, 0),
          match(null, "GET", 0, 0),
          match(null, null, 0, 0));

  @Property
  void moreSpecificMatchesAreTriedFirstWhateverOrderTheyCameIn(@ForAll long seed) {
    List<RequestMatch> shuffled = new ArrayList<>(IN_ORDER);
    Collections.shuffle(shuffled, new Random(seed));
    shuffled.sort(RequestMatch.MOST_SPECIFIC_FIRST);
    assertThat(shuffled).isEqualTo(IN_ORDER);
  }

  private static RequestMatch match(
      @Nullable PathMatch path, @Nullable String method, int headers, int parameters) {
    return new RequestMatch(
        Optional.ofNullable(path),
        Optional.ofNullable(method),
        Collections.nCopies(headers, HEADER),
        Collections.nCopies(parameters, HEADER));
  }
}
