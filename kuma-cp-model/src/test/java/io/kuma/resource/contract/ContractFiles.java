package io.kuma.resource.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds and reads the files of the contract, beside the folder of {@code kuma.conformance.dir}. */
public final class ContractFiles {
  public static final ResourceCodec CODEC = new JacksonResourceCodec();

  private ContractFiles() {}

  public static Path conformance(String path) {
    return Path.of(System.getProperty("kuma.conformance.dir")).resolve(path);
  }

  public static Path contract(String path) {
    return Path.of(System.getProperty("kuma.conformance.dir"))
        .resolveSibling("contract")
        .resolve(path);
  }

  /** What a folder holds, sorted. */
  public static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The folder of a conformance suite: the one that the system property {@code
   * kuma.conformance.<suite>} names, which {@code make conformance} sets, or else that of the
   * conformance data.
   */
  public static Path suite(String name) {
    String given = System.getProperty("kuma.conformance." + name);
    return given == null ? conformance(name) : Path.of(given);
  }

  /** Documents in YAML or JSON. */
  public static List<JsonNode> documents(Path file) {
    try {
      return CODEC.parseYamlDocuments(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode document(Path file) {
    List<JsonNode> documents = documents(file);
    if (documents.size() != 1) {
      throw new IllegalArgumentException(file + " has " + documents.size() + " documents");
    }
    return documents.get(0);
  }
}
