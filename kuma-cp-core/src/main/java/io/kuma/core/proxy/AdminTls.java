package io.kuma.core.proxy;

/**
 * With what the admin listener of a proxy meets the control plane: each knows the other by a
 * certificate of the control plane's own authority. All of it is PEM text.
 *
 * <p>As long as nothing was renewed this must be the same text again, or every proxy is sent a new
 * listener.
 */
public record AdminTls(String authority, String certificate, String privateKey) {

  /** Stands in where configuration is only looked at. */
  public static final AdminTls HIDDEN = new AdminTls("", "", "");

  /** Keeps the key out of logs. */
  @Override
  public String toString() {
    return "AdminTls[]";
  }
}
