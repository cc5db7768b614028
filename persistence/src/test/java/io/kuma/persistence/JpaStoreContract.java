package io.kuma.persistence;

import static io.kuma.core.store.StoredTypes.BOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.event.Changes;
import io.kuma.core.store.ListOptions;
import io.kuma.core.store.ResourcePage;
import io.kuma.core.store.ResourceStore;
import io.kuma.core.store.ResourceStoreContract;
import io.kuma.core.store.StoredTypes.Book;
import io.kuma.core.store.UnreadableResource;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of stores over a database, and what is in its rows. */
abstract class JpaStoreContract extends ResourceStoreContract {
  private final List<LocalDatabase> databases = new ArrayList<>();

  /** SQL that makes ten thousand books in the mesh {@code m}, {@code b1} to {@code b10000}. */
  abstract String tenThousandBooks();

  /** Connects to the one database of this test, another time if it was closed. */
  abstract LocalDatabase connect(Changes changes);

  @Override
  protected Opened open(Clock clock, Changes changes) {
    LocalDatabase database = connect(changes);
    databases.add(database);
    return new Opened(database.store(clock), database);
  }

  @AfterEach
  void closeDatabases() {
    databases.forEach(LocalDatabase::close);
  }

  @Test
  void keepsResourcesWhenItIsClosed() {
    Resource<Book> created =
        database().store(Clock.systemUTC()).create(BOOK, book("b", "Ulysses"), null);
    databases.remove(0).close();

    ResourceStore reopened = open(Clock.systemUTC(), new Changes()).store();

    assertThat(reopened.find(BOOK, created.key())).contains(created);
    assertThat(reopened.update(BOOK, created.withSpec(new Book("Exiles"))).meta().version())
        .isEqualTo(2);
  }

  @Test
  void keepsTheSpecAloneAsJson() throws SQLException {
    ResourceStore store = database().store(Clock.systemUTC());
    store.create(BOOK, book("b", "Ulysses"), null);
    store.create(
        CoreTypes.SECRET,
        Resource.of(
            CoreTypes.SECRET.key("m", "s"), Secret.of("x".getBytes(StandardCharsets.UTF_8))),
        BOOK.key("m", "b"));

    assertThat(query("select spec, labels, status, version from resources where name = 'b'"))
        .containsExactly("{\"title\":\"Ulysses\"}", "{}", "{}", "1");
    assertThat(
            query("select spec, owner_name, owner_mesh, owner_type from resources where name='s'"))
        .containsExactly("{\"data\":\"eA==\"}", "b", "m", "Book");
  }

  @Test
  void findsEachPageOfMany() throws SQLException {
    ResourceStore store = database().store(Clock.systemUTC());
    execute(tenThousandBooks());
    Set<ResourceKey> found = new HashSet<>();
    for (int offset = 0; offset < 10_000; offset += 1_000) {
      ResourcePage<Book> page = store.list(BOOK, "m", ListOptions.ALL.page(offset, 1_000));
      assertThat(page.total()).isEqualTo(10_000);
      page.items().forEach(book -> found.add(book.key()));
    }
    assertThat(found).hasSize(10_000);
  }

  @Test
  void namesARowThatCannotBeReadAndShowsTheOthers() throws SQLException {
    ResourceStore store = database().store(Clock.systemUTC());
    Resource<Book> good = store.create(BOOK, book("good", "Ulysses"), null);
    Resource<Book> bad = store.create(BOOK, book("bad", "Exiles"), null);
    execute("update resources set spec = '{\"title\":' where name = 'bad'");

    assertThat(store.list(BOOK, "m")).containsExactly(good);
    assertThatThrownBy(() -> store.find(BOOK, bad.key()))
        .isInstanceOf(UnreadableResource.class)
        .hasMessageStartingWith("Book m/bad in the store cannot be read");
    assertThat(store.update(BOOK, bad).spec().title()).isEqualTo("Exiles");
    execute("update resources set spec = '[]' where name = 'bad'");
    store.delete(BOOK, bad.key());
    assertThat(store.find(BOOK, bad.key())).isEmpty();
  }

  @Test
  void doesNotQuoteSecretsThatCannotBeRead() throws SQLException {
    ResourceStore store = database().store(Clock.systemUTC());
    Secret secret = Secret.of("x".getBytes(StandardCharsets.UTF_8));
    store.create(CoreTypes.SECRET, Resource.of(CoreTypes.SECRET.key("m", "s"), secret), null);
    execute("update resources set spec = '{\"data\": confidential}' where name = 's'");

    assertThatThrownBy(() -> store.find(CoreTypes.SECRET, CoreTypes.SECRET.key("m", "s")))
        .isInstanceOf(UnreadableResource.class)
        .hasMessageNotContaining("confidential")
        .hasNoCause();
  }

  @Test
  void readsRowsWithoutLabelsAndTimes() throws SQLException {
    ResourceStore store = database().store(Clock.systemUTC());
    Resource<Book> created = store.create(BOOK, book("b", "Ulysses"), null);
    execute("alter table resources alter column labels drop not null");
    execute("alter table resources alter column creation_time drop not null");
    execute("update resources set labels = null, creation_time = null, status = null");

    Resource<Book> found = store.find(BOOK, created.key()).orElseThrow();

    assertThat(found.meta().labels()).isEmpty();
    assertThat(found.meta().created()).isEqualTo(io.kuma.model.Meta.NO_TIME);
  }

  final LocalDatabase database() {
    return databases.get(0);
  }

  private static Resource<Book> book(String name, String title) {
    return Resource.of(BOOK.key("m", name), new Book(title));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database().dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }

  private List<String> query(String sql) throws SQLException {
    try (Connection connection = database().dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      assertThat(rows.next()).isTrue();
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        values.add(rows.getString(i));
      }
      return values;
    }
  }
}
