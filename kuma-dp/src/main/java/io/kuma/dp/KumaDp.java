package io.kuma.dp;

/**
 * The process that stays beside a workload: {@code java -jar kuma-dp.jar run …}. Its end is one of
 * three: a signal, Envoy's end, or a failure on the way; each leaves through the same door, {@link
 * #end}.
 */
public final class KumaDp {

  private static final int FAILED = 1;

  private KumaDp() {}

  public static void main(String[] arguments) throws InterruptedException {
    System.exit(live(arguments));
  }

  private static int live(String[] arguments) throws InterruptedException {
    try {
      Sidecar sidecar = new Sidecar(PrivateDir.of(null));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(sidecar), "end"));
      return sidecar.run(arguments);
    } catch (Failure e) {
      System.err.println("kuma-dp: " + e.sentence());
      return FAILED;
    }
  }

  /**
   * The last thing this JVM does. After a signal that was obeyed the status is 0, not the JVM's
   * 143, so that a supervisor sees a service that stopped as it was told.
   */
  private static void end(Sidecar sidecar) {
    boolean drained = false;
    try (sidecar) {
      drained = sidecar.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (drained) {
      Runtime.getRuntime().halt(0);
    }
  }
}
