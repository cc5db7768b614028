package io.kuma.dp.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * gRPC calls with one message each way, without TLS, over a connection that is made for the call:
 * they are rare. Messages are bytes, so that no code has to be generated for one of a single field.
 */
final class UnaryGrpc implements AutoCloseable {
  private static final int MAX_ANSWER_BYTES = 1024 * 1024;
  private static final int PREFIX = 5;
  private static final int MAX_THREADS = 6;

  private final HTTP2Client client;

  private UnaryGrpc(ClientConnector connector) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1);
    threads.setName("grpc");
    threads.setDaemon(true);
    connector.setExecutor(threads);
    connector.setSelectors(1);
    this.client = new HTTP2Client(connector);
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** From an address of our own. */
  static UnaryGrpc from(SocketAddress own) {
    ClientConnector connector = new ClientConnector();
    connector.setBindAddress(own);
    return new UnaryGrpc(connector);
  }

  /**
   * Calls.
   *
   * @param path of the method, {@code /package.Service/Method}
   * @return the message that comes back
   * @throws IOException when there is none within {@code timeout}, or a status that is not OK
   */
  byte[] call(
      InetSocketAddress to,
      String path,
      byte[] message,
      Map<String, String> headers,
      Duration timeout)
      throws IOException, InterruptedException {
    Answer answer = new Answer();
    long deadline = System.nanoTime() + timeout.toNanos();
    Session session = get(client.connect(to, new Session.Listener() {}), deadline);
    try {
      HttpFields.Mutable fields =
          HttpFields.build().add("content-type", "application/grpc").add("te", "trailers");
      headers.forEach(fields::add);
      String authority = to.getHostString() + ":" + to.getPort();
      MetaData.Request request =
          new MetaData.Request(
              "POST", HttpURI.from("http://" + authority + path), HttpVersion.HTTP_2, fields);
      Stream stream =
          get(session.newStream(new HeadersFrame(request, null, false), answer), deadline);
      stream.data(new DataFrame(stream.getId(), framed(message), true), Callback.NOOP);
      return get(answer.message, deadline);
    } finally {
      session.close(0, null, Callback.NOOP);
    }
  }

  private static <T> T get(CompletableFuture<T> future, long deadline)
      throws IOException, InterruptedException {
    try {
      return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(reason(cause == null ? e : cause), e);
    } catch (TimeoutException e) {
      throw new IOException("no answer in time", e);
    }
  }

  private static String reason(Throwable failure) {
    String said = failure.getMessage();
    return said == null ? failure.getClass().getSimpleName() : said;
  }

  private static ByteBuffer framed(byte[] message) {
    return ByteBuffer.allocate(PREFIX + message.length)
        .put((byte) 0)
        .putInt(message.length)
        .put(message)
        .flip();
  }

  /** What comes back: headers, a message, and trailers with the status. */
  private static final class Answer implements Stream.Listener {
    private final CompletableFuture<byte[]> message = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    @Override
    public void onHeaders(Stream stream, HeadersFrame frame) {
      if (frame.getMetaData() instanceof MetaData.Response response
          && response.getStatus() != 200) {
        fail("status " + response.getStatus());
      } else if (frame.isEndStream()) {
        finish(frame.getMetaData().getHttpFields());
      } else {
        stream.demand();
      }
    }

    @Override
    public void onDataAvailable(Stream stream) {
      Stream.Data data = stream.readData();
      if (data == null) {
        stream.demand();
        return;
      }
      ByteBuffer bytes = data.frame().getByteBuffer();
      byte[] part = new byte[bytes.remaining()];
      bytes.get(part);
      boolean last = data.frame().isEndStream();
      data.release();
      body.writeBytes(part);
      if (body.size() > MAX_ANSWER_BYTES) {
        fail("the answer is too long");
      } else if (last) {
        fail("no status");
      } else {
        stream.demand();
      }
    }

    private void finish(HttpFields trailers) {
      HttpField status = trailers.getField("grpc-status");
      byte[] all = body.toByteArray();
      if (status == null || !"0".equals(status.getValue())) {
        String said = trailers.get("grpc-message");
        fail(
            "gRPC status "
                + (status == null ? "missing" : status.getValue())
                + (said == null ? "" : ": " + said));
      } else if (all.length < PREFIX || all[0] != 0) {
        fail("no message");
      } else {
        int length = ByteBuffer.wrap(all, 1, PREFIX - 1).getInt();
        if (length != all.length - PREFIX) {
          fail("not one whole message");
        } else {
          message.complete(Arrays.copyOfRange(all, PREFIX, all.length));
        }
      }
    }

    @Override
    public void onReset(Stream stream, ResetFrame frame, Callback callback) {
      fail("the call was reset");
      callback.succeeded();
    }

    @Override
    public void onFailure(
        Stream stream, int error, String reason, Throwable failure, Callback callback) {
      fail(String.valueOf(reason));
      callback.succeeded();
    }

    private void fail(String reason) {
      message.completeExceptionally(new IOException(reason));
    }
  }

  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
