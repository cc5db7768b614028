package io.kuma.dp.probe;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kuma.dp.Failure;
import io.kuma.dp.Log;
import io.kuma.dp.probe.Prober.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers the platform's probes, on all addresses of this machine, with what it finds itself. */
public final class ProbeProxy implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Prober prober;
  private final Log log;

  private ProbeProxy(HttpServer server, ExecutorService threads, Prober prober, Log log) {
    this.server = server;
    this.threads = threads;
    this.prober = prober;
    this.log = log;
  }

  /**
   * Starts to answer.
   *
   * @param port of HTTP
   * @param address of the proxy, where the application is
   * @throws Failure when the port is in use
   */
  public static ProbeProxy start(int port, String address, Log log) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
      ExecutorService threads =
          Executors.newFixedThreadPool(
              THREADS,
              work -> {
                Thread thread = new Thread(work, "probe");
                thread.setDaemon(true);
                return thread;
              });
      Prober prober = new Prober(InetAddress.getByName(address.isEmpty() ? "127.0.0.1" : address));
      ProbeProxy started = new ProbeProxy(server, threads, prober, log);
      server.setExecutor(threads);
      server.createContext("/", started::answer);
      server.start();
      return started;
    } catch (IOException e) {
      throw new Failure(
          "cannot listen on port "
              + port
              + " for probes ("
              + e.getMessage()
              + "): choose another with --application-probe-proxy-port, or 0 for none",
          e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = headers(exchange.getRequestHeaders());
      String target = exchange.getRequestURI().toString();
      Optional<Probe> probe = Probe.of(target, headers);
      if (probe.isEmpty()) {
        say(exchange, UNAVAILABLE, "UNKNOWN");
        return;
      }
      Result result = prober.probe(probe.get(), Probe.timeout(headers));
      log.debug("the probe " + target + " gives " + result);
      say(exchange, result.status(), result.healthy() ? "HEALTHY" : "UNHEALTHY");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(HttpExchange exchange, int status, String word) throws IOException {
    byte[] body = (word + "\n").getBytes(StandardCharsets.US_ASCII);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, isHead ? -1 : body.length);
    if (!isHead) {
      exchange.getResponseBody().write(body);
    }
  }

  private static Map<String, String> headers(Headers given) {
    Map<String, String> headers = new TreeMap<>();
    for (Map.Entry<String, List<String>> header : given.entrySet()) {
      headers.put(header.getKey().toLowerCase(Locale.ROOT), String.join(", ", header.getValue()));
    }
    return headers;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    prober.close();
  }
}
