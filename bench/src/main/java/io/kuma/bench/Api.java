package io.kuma.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The few REST calls that the benchmark makes. */
final class Api {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String root;

  Api(String root) {
    this.root = root.replaceAll("/+$", "");
  }

  /** Sends a PUT and returns the moment of its answer, in nanoseconds. */
  long put(String path, String body) throws IOException, InterruptedException {
    send(request(path).PUT(BodyPublishers.ofString(body)));
    return System.nanoTime();
  }

  String get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  String post(String path, String body) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  void delete(String path) throws IOException, InterruptedException {
    send(request(path).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path))
        .header("Content-Type", "application/json");
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(
          response.request().method()
              + " "
              + response.uri()
              + " answered "
              + response.statusCode()
              + ": "
              + response.body());
    }
    return response.body();
  }
}
