package io.kuma.persistence;

import io.kuma.model.ResourceKey;

/**
 * A row of the database that holds no resource of its type. The message names the key and quotes no
 * content.
 */
public final class UnreadableResource extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ResourceKey key;

  /**
   * @param detail why; it must not quote what is secret
   */
  UnreadableResource(ResourceKey key, String detail) {
    super(key + " in the database cannot be read: " + detail);
    this.key = key;
  }

  public ResourceKey key() {
    return key;
  }
}
