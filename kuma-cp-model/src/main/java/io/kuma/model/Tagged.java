package io.kuma.model;

import java.util.List;
import java.util.Map;

/** A spec with tags by which clients look for it ({@code ?tag=key:value}, contract section 2.4). */
public interface Tagged extends Spec {
  /** The tags of each part that has some. */
  List<Map<String, String>> tagSets();
}
