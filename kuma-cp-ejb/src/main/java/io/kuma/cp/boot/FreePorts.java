package io.kuma.cp.boot;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Prints ports that nobody listens on, for {@code bin/kuma-cp prepare}. */
public final class FreePorts {
  private FreePorts() {}

  /**
   * Prints a line for each port.
   *
   * @param args how many
   */
  public static void main(String... args) throws IOException {
    List<ServerSocket> open = new ArrayList<>();
    try {
      // All of them at once, so that none is given twice.
      for (int i = Integer.parseInt(args[0]); i > 0; i--) {
        ServerSocket socket = new ServerSocket(0);
        open.add(socket);
        System.out.println(socket.getLocalPort());
      }
    } finally {
      for (ServerSocket socket : open) {
        socket.close();
      }
    }
  }
}
