package io.kuma.dp;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Envoy's administration interface, on the socket that the bootstrap configuration gives it: a unix
 * socket, or TCP on the loopback. Only the status of an answer is of interest here.
 */
record EnvoyAdmin(SocketAddress address) {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})");
  private static final int MAX_STATUS_LINE = 1024;

  /**
   * Sends a request without a body.
   *
   * @return the status code
   * @throws IOException when there is no answer within {@code timeout}
   */
  int call(String method, String path, Duration timeout) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    String request =
        method
            + " "
            + path
            + " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    try (Selector selector = Selector.open();
        SocketChannel channel = open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      if (!channel.connect(address)) {
        do {
          await(selector, key, SelectionKey.OP_CONNECT, deadline);
        } while (!channel.finishConnect());
      }
      ByteBuffer out = StandardCharsets.US_ASCII.encode(request);
      while (out.hasRemaining()) {
        await(selector, key, SelectionKey.OP_WRITE, deadline);
        channel.write(out);
      }
      return status(selector, key, channel, deadline);
    }
  }

  private SocketChannel open() throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  private static int status(
      Selector selector, SelectionKey key, SocketChannel channel, long deadline)
      throws IOException {
    ByteBuffer in = ByteBuffer.allocate(MAX_STATUS_LINE);
    while (in.hasRemaining()) {
      await(selector, key, SelectionKey.OP_READ, deadline);
      int read = channel.read(in);
      Matcher status =
          STATUS.matcher(new String(in.array(), 0, in.position(), StandardCharsets.US_ASCII));
      if (status.lookingAt()) {
        return Integer.parseInt(status.group(1));
      }
      if (read < 0) {
        break;
      }
    }
    throw new IOException("not an HTTP answer");
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
