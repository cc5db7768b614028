package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tags of several maps in one line: {@code kuma.io/service=a,b version=v1}. */
final class TagSet {
  private final TreeMap<String, TreeSet<String>> values = new TreeMap<>();

  /** Those of all inbounds, or of the gateway. */
  static String ofDataplane(JsonNode dataplane) {
    TagSet tags = new TagSet();
    dataplane.at("/networking/inbound").forEach(inbound -> tags.add(inbound.path("tags")));
    return tags.add(dataplane.at("/networking/gateway/tags")).toString();
  }

  TagSet add(JsonNode tags) {
    tags.properties()
        .forEach(
            tag ->
                values
                    .computeIfAbsent(tag.getKey(), key -> new TreeSet<>())
                    .add(tag.getValue().asText()));
    return this;
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(tag -> tag.getKey() + "=" + String.join(",", tag.getValue()))
        .collect(Collectors.joining(" "));
  }
}
