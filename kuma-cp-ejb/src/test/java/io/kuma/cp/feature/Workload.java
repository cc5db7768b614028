package io.kuma.cp.feature;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service that says its version, over HTTP/1, HTTP/2 and gRPC on one port and over plain TCP on
 * another. Paths make it do more:
 *
 * <ul>
 *   <li>{@code /slow} answers after a second
 *   <li>{@code /flaky/…} fails when it is asked for the first time
 *   <li>{@code /fail/<version>} fails if that is its version
 *   <li>{@code /health} says whether it is healthy
 * </ul>
 */
final class Workload implements AutoCloseable {
  static final MethodDescriptor<String, String> UNARY = method("Say", MethodType.UNARY);
  static final MethodDescriptor<String, String> STREAM = method("Chat", MethodType.BIDI_STREAMING);

  final String version;
  final String address;
  volatile boolean healthy = true;

  private final Server http;
  private final ServerSocket tcp;
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();

  Workload(String version, String address) {
    this.version = version;
    this.address = address;
    http =
        Server.builder()
            .http(new InetSocketAddress(address, 0))
            .serviceUnder("/", this::answer)
            .service(grpc())
            .build();
    http.start().join();
    try {
      tcp = new ServerSocket(0, 50, InetAddress.getByName(address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread acceptor = new Thread(this::accept, "tcp-" + version);
    acceptor.setDaemon(true);
    acceptor.start();
  }

  int httpPort() {
    return http.activeLocalPort();
  }

  int tcpPort() {
    return tcp.getLocalPort();
  }

  /** How often a path was asked for. */
  int requests(String path) {
    AtomicInteger count = requests.get(path);
    return count == null ? 0 : count.get();
  }

  private HttpResponse answer(ServiceRequestContext context, HttpRequest request) {
    String path = context.path();
    int times = requests.computeIfAbsent(path, key -> new AtomicInteger()).incrementAndGet();
    if (path.equals("/health")) {
      return HttpResponse.of(healthy ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    } else if (path.equals("/fail/" + version) || (path.startsWith("/flaky/") && times == 1)) {
      return HttpResponse.of(HttpStatus.INTERNAL_SERVER_ERROR);
    }
    HttpResponse says = HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, version);
    return path.equals("/slow") ? HttpResponse.delayed(says, Duration.ofSeconds(1)) : says;
  }

  private GrpcService grpc() {
    return GrpcService.builder()
        .addService(
            ServerServiceDefinition.builder("test.Echo")
                .addMethod(
                    UNARY,
                    ServerCalls.asyncUnaryCall(
                        (said, answers) -> {
                          answers.onNext(version + " " + said);
                          answers.onCompleted();
                        }))
                .addMethod(
                    STREAM,
                    ServerCalls.asyncBidiStreamingCall(answers -> new Echo(version, answers)))
                .build())
        .build();
  }

  private void accept() {
    while (!tcp.isClosed()) {
      try (Socket socket = tcp.accept();
          OutputStream out = socket.getOutputStream()) {
        out.write(version.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // Whoever called has gone, or this is being closed.
      }
    }
  }

  @Override
  public void close() {
    try {
      tcp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      http.stop().join();
    }
  }

  private static MethodDescriptor<String, String> method(String name, MethodType type) {
    return MethodDescriptor.<String, String>newBuilder(new Text(), new Text())
        .setType(type)
        .setFullMethodName("test.Echo/" + name)
        .build();
  }

  /** Texts as they are, without a schema. */
  private static final class Text implements Marshaller<String> {
    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Says everything back. */
  private record Echo(String version, StreamObserver<String> answers)
      implements StreamObserver<String> {
    @Override
    public void onNext(String said) {
      answers.onNext(version + " " + said);
    }

    @Override
    public void onError(Throwable thrown) {
      answers.onError(thrown);
    }

    @Override
    public void onCompleted() {
      answers.onCompleted();
    }
  }
}
