package io.kuma.xds.envoy;

/**
 * Unix sockets that Envoy and kuma-dp share. Both have to come to the same names (contract 4.10).
 */
public final class Sockets {
  /** Paths of sockets are limited to 104 bytes where the limit is lowest. */
  private static final int MAX_LENGTH = 98;

  private Sockets() {}

  public static String admin(String workdir) {
    return path(workdir, "kuma-envoy-admin");
  }

  public static String accessLog(String workdir, String name, String mesh) {
    return path(workdir, "kuma-al-" + name + "-" + mesh);
  }

  /** Where kuma-dp answers with the metrics of Envoy and of applications. */
  public static String metrics(String workdir, String name, String mesh) {
    return path(workdir, "kuma-mh-" + name + "-" + mesh);
  }

  /** Where telemetry for a collector is handed over, from kuma-dp to Envoy or the other way. */
  public static String openTelemetry(String workdir, String backend) {
    return path(workdir, "kuma-otel-" + backend);
  }

  private static String path(String workdir, String name) {
    String path =
        workdir.isEmpty() || workdir.endsWith("/") ? workdir + name : workdir + "/" + name;
    return path.substring(0, Math.min(path.length(), MAX_LENGTH)) + ".sock";
  }
}
