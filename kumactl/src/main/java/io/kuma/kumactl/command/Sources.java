package io.kuma.kumactl.command;

import io.kuma.kumactl.Failure;
import io.kuma.kumactl.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What {@code --file} names: standard input, a file, a directory or a URL. */
record Sources(Terminal terminal) {
  private static final int TIMEOUT_MILLIS = 10_000;

  /** The texts, by where they are from. */
  Map<String, String> read(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    try {
      if (name.isEmpty() || name.equals("-")) {
        texts.put("stdin", new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8));
      } else if (name.startsWith("http://") || name.startsWith("https://")) {
        texts.put(name, download(name));
      } else if (Files.isDirectory(terminal.file(name))) {
        for (Path file : files(terminal.file(name))) {
          texts.put(file.toString(), Files.readString(file));
        }
      } else {
        texts.put(name, Files.readString(terminal.file(name)));
      }
    } catch (IOException e) {
      throw new Failure("error while reading provided file: " + reason(e), e);
    }
    return texts;
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException
        ? "open " + e.getMessage() + ": no such file or directory"
        : String.valueOf(e.getMessage());
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.toString().matches(".*\\.(yaml|yml|json)")).sorted().toList();
    }
  }

  private static String download(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    if (connection.getResponseCode() != 200) {
      throw new IOException(url + " is answered with status " + connection.getResponseCode());
    }
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
