package io.kuma.dp.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The resolvers of this machine, in the order in which they are to be asked (resolv.conf(5)). */
final class Resolvers implements Supplier<List<InetSocketAddress>> {
  private static final int PORT = 53;

  private final Path file;
  private FileTime read = FileTime.fromMillis(-1);
  private List<InetSocketAddress> addresses = List.of();

  /**
   * @param file usually {@code /etc/resolv.conf}; read again when it changes
   */
  Resolvers(Path file) {
    this.file = file;
  }

  /** None if there are none, or nobody knows. */
  @Override
  public synchronized List<InetSocketAddress> get() {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      if (!modified.equals(read)) {
        addresses = parse(Files.readAllLines(file));
        read = modified;
      }
    } catch (IOException e) {
      // Those that were known last are better than none.
    }
    return addresses;
  }

  private static List<InetSocketAddress> parse(List<String> lines) throws IOException {
    List<InetSocketAddress> found = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.strip().split("\\s+");
      if (words.length > 1
          && words[0].equals("nameserver")
          && words[1].matches("[0-9a-fA-F:.]+(%\\w+)?")) {
        found.add(new InetSocketAddress(InetAddress.getByName(words[1]), PORT));
      }
    }
    return List.copyOf(found);
  }
}
