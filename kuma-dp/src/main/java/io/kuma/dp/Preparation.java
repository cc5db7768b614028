package io.kuma.dp;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The short-lived JVM that works out the {@link Plan}. It is known here by name only, so that none
 * of its libraries can find their way into the process that stays.
 */
record Preparation(Process process) {

  private static final String MAIN = "io.kuma.dp.prepare.Prepare";

  /** System properties that users set to reach a control plane, and expect to hold. */
  private static final List<String> HANDED_ON =
      List.of("javax.net.ssl.", "https.proxy", "java.io.tmpdir");

  /**
   * Starts it on our input and output.
   *
   * @param directory where it leaves the plan, and the files the plan speaks of
   */
  static Preparation start(PrivateDir directory, String[] arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
    for (String name : new TreeSet<>(System.getProperties().stringPropertyNames())) {
      for (String prefix : HANDED_ON) {
        if (name.startsWith(prefix)) {
          command.add("-D" + name + "=" + System.getProperty(name));
        }
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.add(directory.path().toString());
    command.addAll(List.of(arguments));
    try {
      return new Preparation(
          new ProcessBuilder(command)
              .redirectInput(Redirect.INHERIT)
              .redirectOutput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new Failure("cannot start the JVM of " + command.get(0) + ": " + e.getMessage(), e);
    }
  }

  /** Its exit status; 0 with or without a plan, else it has said what is wrong. */
  int await() throws InterruptedException {
    return process.waitFor();
  }

  void abandon() {
    process.destroyForcibly();
  }
}
