package io.kuma.cp.feature;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers of tests. Never the same twice, and none that the system gives to clients:
 * between the choice and its use nobody else can take one.
 */
final class FreePorts {
  private static final int FIRST = 12_000;
  private static final int COUNT = 18_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePorts() {}

  static int next() {
    for (int tried = 0; tried < COUNT; tried++) {
      int port = FIRST + NEXT.getAndIncrement() % COUNT;
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody has it: the next one.
      }
    }
    throw new IllegalStateException("no port is free");
  }
}
