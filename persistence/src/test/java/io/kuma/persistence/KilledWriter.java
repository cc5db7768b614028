package io.kuma.persistence;

import static io.kuma.core.store.StoredTypes.BOOK;

import io.kuma.core.event.Changes;
import io.kuma.core.store.ResourceStore;
import io.kuma.core.store.StoredTypes.Book;
import io.kuma.model.Resource;
import java.nio.file.Path;
import java.time.Clock;

/** Writes for ever, and says after each write which it was: {@link DurabilityTest} kills it. */
final class KilledWriter {
  private KilledWriter() {}

  /** Takes the database file and the mesh to write to. */
  public static void main(String[] arguments) {
    LocalDatabase database = new LocalDatabase(Path.of(arguments[0]), new Changes());
    ResourceStore store = database.store(Clock.systemUTC());
    for (int i = 0; ; i++) {
      Book book = new Book(Integer.toString(i));
      store.create(BOOK, Resource.of(BOOK.key(arguments[1], "b" + i), book), null);
      System.out.println(i);
    }
  }
}
