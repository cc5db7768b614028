package io.kuma.cp.boot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the process wait when it is told to end, where it is the control plane's own. The server
 * refuses calls of REST as soon as it hears of it, so it must hear of it later. A second signal
 * ends the wait.
 */
final class StopSignals {
  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

  private static final Map<String, Integer> NUMBERS = Map.of("TERM", 15, "INT", 2);

  /** A process that was ended by a signal ends with this and the signal's number. */
  private static final int SIGNALLED = 128;

  private final ShutdownDelay delay;
  private final AtomicBoolean told = new AtomicBoolean();

  private StopSignals(ShutdownDelay delay) {
    this.delay = delay;
  }

  /** From now on they are waited with. */
  static void waitWith(ShutdownDelay delay) {
    StopSignals signals = new StopSignals(delay);
    NUMBERS.forEach(
        (name, number) -> {
          try {
            signals.hear(name, number);
          } catch (ReflectiveOperationException e) {
            LOG.warn("SIG{} will end REST before the shutdown delay: {}", name, e.toString());
          }
        });
  }

  /**
   * By reflection, because compilers warn of this class, although it is there to stay (JEP 260).
   */
  private void hear(String name, int number) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    MethodHandle received =
        MethodHandles.lookup()
            .bind(this, "received", MethodType.methodType(void.class, Integer.class, Object.class));
    signal
        .getMethod("handle", signal, handler)
        .invoke(
            null,
            signal.getConstructor(String.class).newInstance(name),
            MethodHandleProxies.asInterfaceInstance(
                handler, MethodHandles.insertArguments(received, 0, number)));
  }

  @SuppressWarnings("unused") // By its handle.
  private void received(Integer number, Object signal) {
    if (told.compareAndSet(false, true)) {
      new Thread(() -> stop(SIGNALLED + number), "shutdown-delay").start();
    } else {
      delay.cutShort();
    }
  }

  private void stop(int status) {
    delay.await();
    System.exit(status);
  }
}
