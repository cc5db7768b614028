package io.kuma.dp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Requests to the Envoy beside us, on a socket that only it has: a unix socket, which the JVM's own
 * client does not speak to, or TCP on the loopback.
 */
public record EnvoyHttp(SocketAddress address) {
  private static final int BUFFER = 16 * 1024;

  /** More than any document that the control plane may send. */
  private static final int MAX_ANSWER_BYTES = 32 * 1024 * 1024;

  /**
   * Sends a request without a body, and reads the whole answer.
   *
   * @param headers beside those that every request has
   * @throws IOException when there is no answer within {@code timeout}, or it is none of HTTP
   */
  public EnvoyAnswer ask(String method, String path, Map<String, String> headers, Duration timeout)
      throws IOException {
    return ask(method, path, headers, new byte[0], timeout);
  }

  /** The same with a body. */
  public EnvoyAnswer ask(
      String method, String path, Map<String, String> headers, byte[] body, Duration timeout)
      throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try (Selector selector = Selector.open();
        SocketChannel channel = open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      if (!channel.connect(address)) {
        do {
          await(selector, key, SelectionKey.OP_CONNECT, deadline);
        } while (!channel.finishConnect());
      }
      byte[] head = request(method, path, headers, body.length).getBytes(StandardCharsets.US_ASCII);
      ByteBuffer out = ByteBuffer.allocate(head.length + body.length).put(head).put(body).flip();
      while (out.hasRemaining()) {
        await(selector, key, SelectionKey.OP_WRITE, deadline);
        channel.write(out);
      }
      return EnvoyAnswer.parse(readAll(selector, key, channel, deadline));
    }
  }

  private static String request(
      String method, String path, Map<String, String> headers, int length) {
    StringBuilder text =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nhost: localhost\r\n");
    headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    return text.append("connection: close\r\ncontent-length: " + length + "\r\n\r\n").toString();
  }

  private SocketChannel open() throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  private static byte[] readAll(
      Selector selector, SelectionKey key, SocketChannel channel, long deadline)
      throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer in = ByteBuffer.allocate(BUFFER);
    while (true) {
      await(selector, key, SelectionKey.OP_READ, deadline);
      int read = channel.read(in.clear());
      if (read < 0) {
        return all.toByteArray();
      }
      all.write(in.array(), 0, read);
      if (all.size() > MAX_ANSWER_BYTES) {
        throw new IOException("the answer is too long");
      }
    }
  }

  private static void await(Selector selector, SelectionKey key, int operation, long deadline)
      throws IOException {
    key.interestOps(operation);
    selector.selectedKeys().clear();
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0 || selector.select(millis) == 0) {
      throw new SocketTimeoutException("no answer in time");
    }
  }
}
