package io.kuma.xds.bootstrap;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** IP addresses as text. Never resolves names. */
final class IpText {
  private IpText() {}

  static boolean isIp(String host) {
    return !canonical(host).isEmpty();
  }

  /** One spelling for each address; empty if it is none. */
  static String canonical(String host) {
    boolean v6 = host.indexOf(':') >= 0;
    if (!v6 && !host.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
      return "";
    }
    try {
      // A literal, so nothing is looked up.
      return InetAddress.getByName(host).getHostAddress();
    } catch (UnknownHostException e) {
      return "";
    }
  }
}
