package io.kuma.resource.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds and reads the files of the contract, beside the folder of {@code kuma.conformance.dir}. */
final class ContractFiles {
  static final ResourceCodec CODEC = new JacksonResourceCodec();

  private ContractFiles() {}

  static Path conformance(String path) {
    return Path.of(System.getProperty("kuma.conformance.dir")).resolve(path);
  }

  static Path contract(String path) {
    return Path.of(System.getProperty("kuma.conformance.dir"))
        .resolveSibling("contract")
        .resolve(path);
  }

  /** Documents in YAML or JSON. */
  static List<JsonNode> documents(Path file) {
    try {
      return CODEC.parseYamlDocuments(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode document(Path file) {
    List<JsonNode> documents = documents(file);
    if (documents.size() != 1) {
      throw new IllegalArgumentException(file + " has " + documents.size() + " documents");
    }
    return documents.get(0);
  }
}
