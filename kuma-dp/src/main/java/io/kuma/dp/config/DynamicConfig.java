package io.kuma.dp.config;

import io.kuma.dp.EnvoyAnswer;
import io.kuma.dp.EnvoyHttp;
import io.kuma.dp.Log;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks Envoy again and again for the documents that the control plane has for kuma-dp. It is told
 * the newest tag each time, so it answers with a document only when that is another.
 */
public final class DynamicConfig implements AutoCloseable {
  private static final String SOCKET = "kuma-mesh-metric-config.sock";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;

  /** Takes over a document. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Takes it over.
     *
     * @throws IOException if it is not one; the last one stays
     */
    void read(String json) throws IOException;
  }

  private final EnvoyHttp envoy;
  private final Map<String, Reader> readers;
  private final Duration interval;
  private final Log log;
  private final Map<String, String> tags = new HashMap<>();
  private final Map<String, String> told = new HashMap<>();
  private final Thread thread;

  private DynamicConfig(Path socket, Map<String, Reader> readers, Duration interval, Log log) {
    this.envoy = new EnvoyHttp(UnixDomainSocketAddress.of(socket));
    this.readers = new TreeMap<>(readers);
    this.interval = interval;
    this.log = log;
    this.thread = new Thread(this::run, "dynamic-config");
    thread.setDaemon(true);
  }

  /**
   * Begins to ask.
   *
   * @param socketDir where Envoy's unix sockets are
   * @param readers by the paths of their documents
   */
  public static DynamicConfig start(
      Path socketDir, Map<String, Reader> readers, Duration interval, Log log) {
    DynamicConfig started = new DynamicConfig(socketDir.resolve(SOCKET), readers, interval, log);
    started.thread.start();
    return started;
  }

  private void run() {
    try {
      while (true) {
        readers.forEach(this::ask);
        Thread.sleep(interval.toMillis());
      }
    } catch (InterruptedException e) {
      // It is the end.
    }
  }

  private void ask(String path, Reader reader) {
    String tag = tags.get(path);
    try {
      EnvoyAnswer answer =
          envoy.ask("GET", path, tag == null ? Map.of() : Map.of("if-none-match", tag), TIMEOUT);
      if (answer.status() == OK) {
        reader.read(answer.body());
        @Nullable String next = answer.headers().get("etag");
        tags.put(path, next == null ? "" : next);
        log.debug("there is a new configuration of " + path);
      }
      told.remove(path);
    } catch (IOException e) {
      // Before Envoy has its first configuration there is nobody to ask.
      String reason = String.valueOf(e.getMessage());
      if (!reason.equals(told.put(path, reason))) {
        log.debug("there is no new configuration of " + path + ": " + reason);
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
