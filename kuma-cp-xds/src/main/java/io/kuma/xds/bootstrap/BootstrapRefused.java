package io.kuma.xds.bootstrap;

/** Why a proxy gets no bootstrap configuration. */
final class BootstrapRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int UNPROCESSABLE = 422;

  private final int status;

  private BootstrapRefused(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** It cannot be understood; the contract has no words for that. */
  static BootstrapRefused unreadable() {
    return new BootstrapRefused(BAD_REQUEST, "");
  }

  /** It connects in a way that cannot work. */
  static BootstrapRefused badConnection(String message) {
    return new BootstrapRefused(BAD_REQUEST, message);
  }

  /** Its Dataplane may still come, so kuma-dp asks again; it does so only if there are no words. */
  static BootstrapRefused notYet() {
    return new BootstrapRefused(NOT_FOUND, "");
  }

  /** It asks for something that must not be. */
  static BootstrapRefused invalid(String message) {
    return new BootstrapRefused(UNPROCESSABLE, message);
  }

  /** As HTTP status. */
  int status() {
    return status;
  }
}
