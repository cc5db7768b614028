package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;

/** The configuration as users may see it: the tree of the reference file, with secrets masked. */
@FunctionalInterface
public interface ConfigView {
  JsonNode tree();
}
