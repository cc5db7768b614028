package io.kuma.promsd;

import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the file as the control plane has it, for as long as it is let. While nobody answers, the
 * file stays what it is: Prometheus goes on with the proxies that it knows.
 *
 * @param first the wait after a failure; each further one doubles it
 * @param longest the most that is waited
 */
record Discovery(
    AssignmentClient client, TargetFile file, Duration first, Duration longest, Log log) {
  /** Runs until it is interrupted. */
  void run() throws InterruptedException {
    String version = "";
    String content = "";
    Duration wait = first;
    while (!Thread.interrupted()) {
      try {
        Optional<AssignmentClient.Answer> answer = client.fetch(version);
        if (answer.isPresent()) {
          content = TargetGroups.of(answer.get().assignments());
          version = answer.get().version();
        }
        // Also if it is as it was: somebody may have removed the file.
        if (!version.isEmpty() && file.write(content)) {
          log.info(targets(content) + " targets are in " + file);
        } else {
          log.debug("nothing has changed");
        }
        wait = first;
      } catch (IOException e) {
        // Not all at once if there are many of us.
        long millis =
            ThreadLocalRandom.current().nextLong(wait.toMillis() / 2, wait.toMillis() + 1);
        log.info(why(e) + "; " + file + " stays as it is; next try in " + millis + " ms");
        TimeUnit.MILLISECONDS.sleep(millis);
        Duration twice = wait.multipliedBy(2);
        wait = twice.compareTo(longest) < 0 ? twice : longest;
      }
    }
  }

  private static long targets(String content) {
    return content.lines().filter(line -> line.startsWith("{")).count();
  }

  private String why(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
        return client.controlPlane()
            + " shows no certificate that is trusted ("
            + cause.getMessage()
            + "): name its authority by --ca-cert-file";
      }
    }
    return client.controlPlane() + ": " + (e.getMessage() == null ? e : e.getMessage());
  }
}
