package io.kuma.core.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Resource;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.schema.Defaults;
import io.kuma.resource.contract.ContractFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads the files of conformance cases. */
final class ConformanceFiles {
  private final ResourceCodec codec;
  private final ResourceTypes types;

  ConformanceFiles(ResourceCodec codec, ResourceTypes types) {
    this.codec = codec;
    this.types = types;
  }

  /** The folder of the suite {@code name}. */
  static Path folder(String name) {
    return ContractFiles.suite(name);
  }

  /** What a folder holds, sorted. */
  static List<Path> list(Path folder) {
    return ContractFiles.list(folder);
  }

  static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  JsonNode tree(Path file) {
    return codec.parseYaml(text(file));
  }

  /** The types of the resources in a file that this control plane does not have. */
  SortedSet<String> unknownTypes(Path file) {
    SortedSet<String> unknown = new TreeSet<>();
    for (JsonNode document : codec.parseYamlDocuments(text(file))) {
      String type = document.path("type").asText();
      if (types.findByName(type).isEmpty()) {
        unknown.add(type);
      }
    }
    return unknown;
  }

  /** The resources of a file, with defaults. Those that name no mesh are in {@code default}. */
  List<Resource<?>> resources(Path file) {
    List<Resource<?>> resources = new ArrayList<>();
    for (JsonNode document : codec.parseYamlDocuments(text(file))) {
      ObjectNode resource = document.deepCopy();
      if (!resource.has("mesh")) {
        resource.put("mesh", "default");
      }
      types
          .findByName(resource.path("type").asText())
          .ifPresent(type -> Defaults.fill(type.schema(), resource.path("spec")));
      resources.add(codec.toResource(types, resource));
    }
    return resources;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
