package io.kuma.core.event;

/** Hears of committed changes. A lambda will do for whoever keeps nothing of what it has read. */
@FunctionalInterface
public interface ChangeListener {
  /** Called on the writer's thread after its commit: must only take note and return. */
  void onChange(Change change);

  /**
   * Changes may have been made without a word, because the connection to the store was lost for a
   * while. Whoever remembers what it has read compares or forgets it now.
   */
  default void onGap() {}
}
