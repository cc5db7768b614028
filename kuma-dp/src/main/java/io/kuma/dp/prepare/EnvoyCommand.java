package io.kuma.dp.prepare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The arguments Envoy is started with (contract 4.10). */
record EnvoyCommand(EnvoyBinary binary, Path bootstrap, RunConfig.EnvoyOptions options) {

  List<String> arguments(Duration drainTime) {
    List<String> command = new ArrayList<>();
    command.add(binary.path().toString());
    command.add("--config-path");
    command.add(bootstrap.toString());
    command.add("--drain-time-s");
    command.add(Long.toString(Math.max(1, drainTime.toSeconds())));
    // Connections are asked to close as soon as draining starts, not more and more of them over its
    // time.
    command.add("--drain-strategy");
    command.add("immediate");
    // Hot restart would make two Envoys on one machine fight over the same shared memory.
    command.add("--disable-hot-restart");
    command.add("--log-level");
    command.add(options.logLevel());
    String component = options.componentLogLevel();
    if (component != null) {
      command.add("--component-log-level");
      command.add(component);
    }
    if (options.concurrency() > 0) {
      command.add("--concurrency");
      command.add(Integer.toString(options.concurrency()));
    } else if (System.getProperty("os.name", "").equals("Linux")) {
      // As many workers as CPUs that this process may use, not as the machine has.
      command.add("--cpuset-threads");
    }
    return command;
  }
}
