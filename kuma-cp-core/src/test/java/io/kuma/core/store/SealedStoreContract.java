package io.kuma.core.store;

import static io.kuma.core.store.StoredTypes.BOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.kuma.core.store.StoredTypes.Book;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.globalsecret.GlobalSecret;
import io.kuma.resource.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Secrets that are sealed, over every kind of store. */
public abstract class SealedStoreContract {
  private static final String OLD = key("old");
  private static final String NEW = key("new");
  private static final String VALUE = "confidential";
  private static final ResourceKey KEY = CoreTypes.SECRET.key("m", "s");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private ResourceStore plain;

  /** Opens an empty store. */
  protected abstract ResourceStore openStore();

  @BeforeEach
  void open() {
    plain = openStore();
    log.start();
    root().addAppender(log);
  }

  @AfterEach
  void nothingIsInTheLog() {
    root().detachAppender(log);
    assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(this::isSecret);
  }

  @Test
  void keepsNothingThatCouldBeRead() {
    ResourceStore sealed = sealed(NEW);
    Resource<Secret> created = sealed.create(CoreTypes.SECRET, secret(VALUE), null);
    ResourceKey global = CoreTypes.GLOBAL_SECRET.key("", "g");
    sealed.create(
        CoreTypes.GLOBAL_SECRET, Resource.of(global, GlobalSecret.of(bytes(VALUE))), null);

    assertThat(created.spec().content()).isEqualTo(bytes(VALUE));
    assertThat(sealed.find(CoreTypes.SECRET, KEY)).contains(created);
    assertThat(sealed.list(CoreTypes.SECRET, "m")).containsExactly(created);
    assertThat(sealed.find(CoreTypes.GLOBAL_SECRET, global).orElseThrow().spec().content())
        .isEqualTo(bytes(VALUE));
    assertThat(stored()).startsWith("kuma-sealed:1:").matches(text -> !isSecret(text));
    assertThat(text(plain.find(CoreTypes.GLOBAL_SECRET, global).orElseThrow().spec().content()))
        .startsWith("kuma-sealed:1:");

    Resource<Secret> updated =
        sealed.update(CoreTypes.SECRET, created.withSpec(Secret.of(bytes("other"))));
    assertThat(sealed.find(CoreTypes.SECRET, KEY)).contains(updated);
    assertThat(stored()).startsWith("kuma-sealed:1:");
    sealed.delete(CoreTypes.SECRET, KEY);
    assertThat(sealed.find(CoreTypes.SECRET, KEY)).isEmpty();
  }

  @Test
  void sealsTheSameValueDifferentlyEachTime() {
    ResourceStore sealed = sealed(NEW);
    Resource<Secret> created = sealed.create(CoreTypes.SECRET, secret(VALUE), null);
    String first = stored();
    sealed.update(CoreTypes.SECRET, created);

    assertThat(stored()).isNotEqualTo(first);
  }

  @Test
  void readsWhatWasThereBeforeTheKey() {
    Resource<Secret> before = plain.create(CoreTypes.SECRET, secret(VALUE), null);

    assertThat(sealed(NEW).find(CoreTypes.SECRET, KEY)).contains(before);
    sealed(NEW).update(CoreTypes.SECRET, before);
    assertThat(stored()).startsWith("kuma-sealed:1:");
  }

  @Test
  void turnsFromOneKeyToTheNext() {
    Resource<Secret> created = sealed(OLD).create(CoreTypes.SECRET, secret(VALUE), null);
    assertThat(sealed(NEW, OLD).find(CoreTypes.SECRET, KEY)).contains(created);

    Resource<Secret> updated = sealed(NEW, OLD).update(CoreTypes.SECRET, created);

    assertThat(sealed(NEW).find(CoreTypes.SECRET, KEY)).contains(updated);
    refuses(sealed(OLD), "that sealed it is not set by KUMA_STORE_ENCRYPTION_KEY_FILE or ");
  }

  @Test
  void namesTheResourceThatNoKeyOpens() {
    sealed(OLD).create(CoreTypes.SECRET, secret(VALUE), null);

    refuses(sealed(NEW), "Secret m/s in the store cannot be read: the key ");
    refuses(
        new SealedStore(plain, SealingKeys.NONE),
        "it is sealed, and no key is set by KUMA_STORE_ENCRYPTION_KEY_FILE or ");
    ResourceStore sealed = sealed(NEW);
    assertThat(sealed.list(CoreTypes.SECRET, "m")).isEmpty();
    assertThat(sealed.list(CoreTypes.SECRET, "m")).isEmpty();
    assertThat(log.list)
        .filteredOn(event -> event.getFormattedMessage().contains("Secret m/s"))
        .as("told once")
        .hasSize(1);
    sealed.delete(CoreTypes.SECRET, KEY);
    assertThat(plain.find(CoreTypes.SECRET, KEY)).isEmpty();
  }

  @Test
  void opensNothingThatWasMovedOrChanged() {
    ResourceStore sealed = sealed(NEW);
    sealed.create(CoreTypes.SECRET, secret(VALUE), null);
    Resource<Secret> raw = plain.find(CoreTypes.SECRET, KEY).orElseThrow();
    ResourceKey other = CoreTypes.SECRET.key("m", "other");
    plain.create(CoreTypes.SECRET, Resource.of(other, raw.spec()), null);

    assertThatExceptionOfType(UnreadableResource.class)
        .isThrownBy(() -> sealed.find(CoreTypes.SECRET, other))
        .withMessageContaining("sealed for another place");
    for (String changed :
        List.of(
            stored().substring(0, stored().length() - 4) + "AAA=",
            stored().replaceFirst(":[^:]*$", ""),
            stored().replaceFirst(":[^:]*$", ":%"),
            "kuma-sealed:1:")) {
      Resource<Secret> current = plain.find(CoreTypes.SECRET, KEY).orElseThrow();
      plain.update(CoreTypes.SECRET, current.withSpec(Secret.of(bytes(changed))));
      refuses(sealed, "Secret m/s in the store cannot be read");
    }
  }

  @Test
  void leavesOtherTypesAlone() {
    Resource<Book> book =
        sealed(NEW).create(BOOK, Resource.of(BOOK.key("m", "b"), new Book("Ulysses")), null);

    assertThat(plain.find(BOOK, book.key())).contains(book);
    assertThat(sealed(NEW).list(BOOK, null)).containsExactly(book);
  }

  private void refuses(ResourceStore store, String message) {
    assertThatExceptionOfType(UnreadableResource.class)
        .isThrownBy(() -> store.find(CoreTypes.SECRET, KEY))
        .withMessageContaining(message)
        .matches(failure -> !isSecret(failure.toString()) && failure.getCause() == null);
  }

  private boolean isSecret(String text) {
    return text.contains(VALUE)
        || text.contains(Base64.getEncoder().encodeToString(bytes(VALUE)))
        || text.contains(OLD)
        || text.contains(NEW);
  }

  private String stored() {
    return text(plain.find(CoreTypes.SECRET, KEY).orElseThrow().spec().content());
  }

  private ResourceStore sealed(String... keys) {
    return new SealedStore(plain, SealingKeys.parse(List.of(keys)));
  }

  private static Resource<Secret> secret(String value) {
    return Resource.of(KEY, Secret.of(bytes(value)));
  }

  private static String key(String seed) {
    return Base64.getEncoder()
        .encodeToString(
            (seed + "-".repeat(32)).substring(0, 32).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static ch.qos.logback.classic.Logger root() {
    return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
  }
}
