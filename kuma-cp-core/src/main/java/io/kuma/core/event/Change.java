package io.kuma.core.event;

import io.kuma.model.ResourceKey;

/**
 * Something about the resource with this key was committed: it was created, updated or deleted.
 * Says no more than that: it may arrive twice or out of order, so readers read the resource again.
 */
public record Change(ResourceKey key) {}
