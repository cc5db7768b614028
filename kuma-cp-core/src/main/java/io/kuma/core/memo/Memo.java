package io.kuma.core.memo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a function gave for the keys that were asked for last. Only so many are kept, whoever
 * chooses the keys. Thread-safe; two threads may compute the same at the same time.
 */
public final class Memo<K, V> {
  private final Map<K, V> kept;

  /**
   * @param size how many results are kept
   */
  public Memo(int size) {
    kept =
        Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, true) {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > size;
              }
            });
  }

  /** What {@code function} gives for the key, now or earlier. */
  public V get(K key, Function<? super K, ? extends V> function) {
    V known = kept.get(key);
    if (known == null) {
      known = function.apply(key);
      kept.put(key, known);
    }
    return known;
  }

  /** What is kept for the key. */
  public Optional<V> find(K key) {
    return Optional.ofNullable(kept.get(key));
  }

  /** Keeps what was found out elsewhere. */
  public void put(K key, V value) {
    kept.put(key, value);
  }
}
