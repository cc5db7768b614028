package io.kuma.cp.boot;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of the machine, where it has one. */
final class Hostname {
  private Hostname() {}

  static String ofThisMachine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
