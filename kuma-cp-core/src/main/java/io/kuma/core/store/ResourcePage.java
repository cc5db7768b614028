package io.kuma.core.store;

import io.kuma.model.Resource;
import io.kuma.model.Spec;
import java.util.List;

/**
 * A part of a list.
 *
 * @param items sorted by mesh and name
 * @param total how many there are in all parts
 */
public record ResourcePage<S extends Spec>(List<Resource<S>> items, int total) {
  public ResourcePage {
    items = List.copyOf(items);
  }
}
