package io.kuma.cp.dpserver;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * One of the JVM's own reports, as {@code jcmd} prints it, for those who have no shell where the
 * control plane runs. One at a time: they stop the JVM for a moment.
 */
final class DebugService implements HttpService {
  private static final Semaphore ONE = new Semaphore(1);
  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
  private static final Object[] NO_OPTIONS = {new String[0]};
  private static final String[] SIGNATURE = {String[].class.getName()};

  private final String command;

  private DebugService(String command) {
    this.command = command;
  }

  /** What all threads do, and what they wait for. */
  static DebugService threads() {
    return new DebugService("threadPrint");
  }

  /** How many objects of each class live, and how large they are. */
  static DebugService histogram() {
    return new DebugService("gcClassHistogram");
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    if (request.method() != HttpMethod.GET) {
      return DiagnosticsServer.notAllowed("GET");
    }
    if (!ONE.tryAcquire()) {
      return HttpResponse.of(
          HttpStatus.SERVICE_UNAVAILABLE,
          MediaType.PLAIN_TEXT_UTF_8,
          "Another report is being made.");
    }
    // Not on the server's own thread, which answers to whether it is ready.
    return HttpResponse.of(
        CompletableFuture.supplyAsync(this::report, task -> new Thread(task, "debug").start()));
  }

  private HttpResponse report() {
    try {
      Object text =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(new ObjectName(COMMANDS), command, NO_OPTIONS, SIGNATURE);
      return HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, String.valueOf(text));
    } catch (JMException e) {
      return HttpResponse.of(
          HttpStatus.NOT_IMPLEMENTED,
          MediaType.PLAIN_TEXT_UTF_8,
          "This JVM does not make it: " + e);
    } finally {
      ONE.release();
    }
  }
}
