package io.kuma.dp.accesslog;

import io.kuma.dp.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the named pipe that Envoy writes to, and gives each line to whom it is for. */
public final class AccessLogPipe implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int MOST_SINKS = 32;

  private final Path path;
  private final RandomAccessFile pipe;
  private final Log log;
  private final Map<String, LogSink> sinks = new LinkedHashMap<>();
  private volatile boolean closed;

  private AccessLogPipe(Path path, Log log) throws IOException {
    this.path = path;
    // Open for writing as well, or reading would end whenever Envoy closes its side.
    this.pipe = new RandomAccessFile(path.toFile(), "rw");
    this.log = log;
  }

  /**
   * Begins to read.
   *
   * @param path of a named pipe that exists
   */
  public static AccessLogPipe start(Path path, Log log) throws IOException {
    AccessLogPipe started = new AccessLogPipe(path, log);
    Thread thread = new Thread(started::read, "access-log");
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  private void read() {
    byte[] buffer = new byte[BUFFER];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      while (!closed) {
        int length = pipe.read(buffer);
        for (int i = 0; i < length; i++) {
          if (buffer[i] == '\n') {
            forward(line);
            line.reset();
          } else if (line.size() <= LONGEST_LINE) {
            line.write(buffer[i]);
          }
        }
      }
    } catch (IOException e) {
      if (!closed) {
        log.info("access logs cannot be read any more: " + e.getMessage());
      }
    }
  }

  /** What is too long, or has no address, is for nobody. */
  private void forward(ByteArrayOutputStream line) {
    if (line.size() <= LONGEST_LINE) {
      LogLine.parse(line.toString(StandardCharsets.UTF_8))
          .ifPresent(parsed -> sink(parsed.address()).offer(parsed.message()));
    }
  }

  private synchronized LogSink sink(String address) {
    LogSink known = sinks.remove(address);
    if (known == null) {
      known = LogSink.start(address, log);
    }
    // The one that was used last stands last.
    sinks.put(address, known);
    if (sinks.size() > MOST_SINKS) {
      String oldest = sinks.keySet().iterator().next();
      LogSink unused = sinks.remove(oldest);
      if (unused != null) {
        unused.close();
      }
    }
    return known;
  }

  @Override
  public synchronized void close() {
    closed = true;
    sinks.values().forEach(LogSink::close);
    // The file goes; the thread that reads it cannot be interrupted, and ends with the process.
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      log.info("cannot remove " + path + ": " + e.getMessage());
    }
  }
}
