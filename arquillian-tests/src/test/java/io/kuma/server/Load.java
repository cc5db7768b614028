package io.kuma.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/** Requests, one after the other with a breath between them, counted by their answers. */
final class Load implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long PAUSE_MILLIS = 5;

  private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();
  private final Thread thread;
  private volatile boolean ended;

  Load(String url) {
    thread = new Thread(() -> run(url), "load");
    thread.start();
  }

  private void run(String url) {
    while (!ended) {
      answers.merge(request(url), 1, Integer::sum);
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Status and body. */
  static String request(String url) {
    try {
      var answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build(),
              BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      return "failed: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  int total() {
    return answers.values().stream().mapToInt(Integer::intValue).sum();
  }

  Map<String, Integer> answers() {
    return answers;
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
