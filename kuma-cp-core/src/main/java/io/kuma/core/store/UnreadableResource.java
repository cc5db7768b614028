package io.kuma.core.store;

import io.kuma.model.ResourceKey;

/**
 * What a store holds under a key, but cannot be made a resource of. The message names the key and
 * quotes no content.
 */
public final class UnreadableResource extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ResourceKey key;

  /**
   * @param detail why; it must not quote what is secret
   */
  public UnreadableResource(ResourceKey key, String detail) {
    super(key + " in the store cannot be read: " + detail);
    this.key = key;
  }

  public ResourceKey key() {
    return key;
  }
}
