package io.kuma.cp.feature;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Takes telemetry over HTTP and gRPC, and keeps the bytes. */
final class Collector implements AutoCloseable {
  private final Map<String, String> received = new ConcurrentHashMap<>();
  private final Server server;

  Collector() {
    server =
        Server.builder()
            .http(0)
            .serviceUnder(
                "/",
                (context, request) ->
                    HttpResponse.of(
                        request
                            .aggregate()
                            .thenApply(
                                whole -> {
                                  keep(context.path(), whole.content());
                                  return answer(whole.contentType());
                                })))
            .build();
    server.start().join();
  }

  private void keep(String path, HttpData body) {
    received.merge(path, new String(body.array(), StandardCharsets.ISO_8859_1), String::concat);
  }

  /** An empty message, if it was gRPC. */
  private static HttpResponse answer(MediaType type) {
    return type != null && type.is(MediaType.create("application", "grpc"))
        ? HttpResponse.of(
            ResponseHeaders.of(HttpStatus.OK, "content-type", "application/grpc"),
            HttpData.wrap(new byte[5]),
            HttpHeaders.of("grpc-status", "0"))
        : HttpResponse.of(HttpStatus.ACCEPTED);
  }

  int port() {
    return server.activeLocalPort();
  }

  /** All that came to a path. */
  String received(String path) {
    return received.getOrDefault(path, "");
  }

  @Override
  public void close() {
    server.stop().join();
  }
}
