package io.kuma.core.store;

import static io.kuma.core.store.StoredTypes.BOOK;
import static io.kuma.core.store.StoredTypes.SHELF;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.store.ListOptions.Among;
import io.kuma.core.store.StoredTypes.Book;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How every {@link ResourceStore} lists: sorted, by page, and by what is looked for. */
abstract class ListContract extends OpenedStore {
  @Test
  void listsByMeshAndName() {
    store.create(BOOK, book("n", "a", "5"), null);
    store.create(BOOK, book("m", "b", "3"), null);
    store.create(BOOK, book("m", "B", "1"), null);
    store.create(BOOK, book("m", "a-b", "2"), null);
    store.create(BOOK, book("m", "b0", "4"), null);

    assertThat(titles(store.list(BOOK, null))).containsExactly("1", "2", "3", "4", "5");
    assertThat(titles(store.list(BOOK, "m"))).containsExactly("1", "2", "3", "4");
  }

  @Test
  void listsByPage() {
    for (String name : List.of("e", "B", "a_b", "a", "d", "c")) {
      store.create(BOOK, book("m", name, name), null);
    }
    store.create(BOOK, book("n", "f", "f"), null);
    store.create(SHELF, shelf("a", "hall"), null);

    assertThat(page("m", ListOptions.ALL.page(0, 2))).isEqualTo("B a of 6");
    assertThat(page("m", ListOptions.ALL.page(2, 3))).isEqualTo("a_b c d of 6");
    assertThat(page("m", ListOptions.ALL.page(5, 100))).isEqualTo("e of 6");
    assertThat(page("m", ListOptions.ALL.page(6, 10))).isEqualTo(" of 6");
    assertThat(page("m", ListOptions.ALL.page(7, 10))).isEqualTo(" of 6");
    assertThat(page(null, ListOptions.ALL.page(5, 10))).isEqualTo("e f of 7");
    assertThat(page("nobody", ListOptions.ALL.page(0, 10))).isEqualTo(" of 0");
  }

  @Test
  void listsByAPartOfTheName() {
    for (String name : List.of("web-1", "web-2", "api%1", "api_1", "api\\1", "apix1", "WEB-1")) {
      store.create(BOOK, book("m", name, name), null);
    }

    assertThat(page("m", named("web"))).isEqualTo("web-1 web-2 of 2");
    assertThat(page("m", named("web").page(1, 1))).isEqualTo("web-2 of 2");
    assertThat(page("m", named("%"))).as("no pattern").isEqualTo("api%1 of 1");
    assertThat(page("m", named("i_1"))).isEqualTo("api_1 of 1");
    assertThat(page("m", named("\\"))).isEqualTo("api\\1 of 1");
    assertThat(page("m", named("'; --"))).isEqualTo(" of 0");
  }

  @Test
  void listsByLabels() {
    store.create(BOOK, labelled(book("m", "a", "a"), Map.of("team", "core", "x", "1")), null);
    store.create(BOOK, labelled(book("m", "b", "b"), Map.of("team", "core-2", "x", "1")), null);
    store.create(BOOK, labelled(book("m", "c", "c"), Map.of("a/team", "core")), null);
    store.create(BOOK, labelled(book("m", "d", "d"), Map.of("q", "\"team\":\"core\"")), null);
    store.create(BOOK, labelled(book("m", "e", "e"), Map.of("team", "c%re", "y", "")), null);

    assertThat(page("m", labels("team", "core"))).isEqualTo("a of 1");
    assertThat(page("m", labels("x", "1"))).isEqualTo("a b of 2");
    assertThat(page("m", labels("x", "1").page(1, 1))).isEqualTo("b of 2");
    assertThat(page("m", labels("x", "1", "team", "core-2"))).isEqualTo("b of 1");
    assertThat(page("m", labels("team", "core", "team", "core-2"))).isEqualTo(" of 0");
    assertThat(page("m", labels("y", ""))).isEqualTo("e of 1");
    assertThat(page("m", labels("team", "c%re"))).isEqualTo("e of 1");
    assertThat(page("m", labels("q", "\"team\":\"core\""))).isEqualTo("d of 1");
    assertThat(page("m", new ListOptions("a", labels("x", "1").labels(), 0, 9)))
        .isEqualTo("a of 1");
  }

  @Test
  void listsWhatIsAmongSome() {
    for (String mesh : List.of("l", "m", "n")) {
      for (String name : List.of("a", "b", "c")) {
        store.create(BOOK, book(mesh, name, mesh + name), null);
      }
    }
    store.create(SHELF, shelf("a", "hall"), null);
    Names b = Names.of(List.of("b"));
    Names lm = Names.of(List.of("l", "m"));

    assertThat(page(null, among(lm, Names.ALL))).isEqualTo("la lb lc ma mb mc of 6");
    assertThat(page(null, among(lm, Names.ALL).page(2, 2))).isEqualTo("lc ma of 6");
    assertThat(page("m", among(lm, b))).isEqualTo("mb of 1");
    assertThat(page("n", among(lm, b))).isEqualTo(" of 0");
    assertThat(page(null, among(Names.ALL, b).page(0, 2))).isEqualTo("lb mb of 3");
    assertThat(page(null, among(Names.ALL, Names.of(List.of())))).isEqualTo(" of 0");
    assertThat(page(null, among(Names.ALL, Names.ALL))).endsWith("of 9");
    assertThat(page(null, ListOptions.ALL.within(List.of()))).isEqualTo(" of 0");
    ListOptions both =
        named("").within(List.of(new Among(lm, b), new Among(Names.of(List.of("n")), Names.ALL)));
    assertThat(page(null, both)).isEqualTo("lb mb na nb nc of 5");
    assertThat(page(null, both.page(0, 0))).isEqualTo(" of 5");
    assertThat(page(null, named("c").within(both.among()))).isEqualTo("nc of 1");
    assertThat(page(null, among(Names.of(List.of("' or '1'='1")), b))).isEqualTo(" of 0");
  }

  private static ListOptions among(Names meshes, Names names) {
    return ListOptions.ALL.within(List.of(new Among(meshes, names)));
  }

  /** Titles, and the total. */
  private String page(@Nullable String mesh, ListOptions options) {
    ResourcePage<Book> page = store.list(BOOK, mesh, options);
    return String.join(" ", titles(page.items())) + " of " + page.total();
  }

  private static ListOptions named(String part) {
    return new ListOptions(part, List.of(), 0, Integer.MAX_VALUE);
  }

  private static ListOptions labels(String... pairs) {
    List<ListOptions.Label> labels = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      labels.add(new ListOptions.Label(pairs[i], pairs[i + 1]));
    }
    return new ListOptions("", labels, 0, Integer.MAX_VALUE);
  }
}
