package io.kuma.cp.boot;

import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code bin/kuma-cp migrate up} does: it brings the database of the settings to the schema of
 * this version, without a server.
 */
public final class Migrate {
  private Migrate() {}

  /**
   * Ends with 1 and one sentence on the error output if it cannot.
   *
   * @param args a configuration file, or none
   */
  public static void main(String... args) {
    LauncherSettings.call(args, settings -> run(settings.source()) + "\n");
  }

  static String run(Function<String, Optional<String>> environment) {
    Optional<Integer> executed = new StoreDatabase(CpSettings.read(environment)).migrate();
    return executed
        .map(
            count ->
                count == 0
                    ? "The database is at the schema of this version already."
                    : "The database is at the schema of this version now; migrations that were run: "
                        + count)
        .orElse("Nothing to do: the embedded database is migrated at every start.");
  }
}
