package io.kuma.cp.boot;

import io.kuma.persistence.UnfitSchema;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program that {@code bin/kuma-cp} calls goes by: the environment and, where that is silent,
 * a file.
 */
final class LauncherSettings {
  private static final Pattern VARIABLE = Pattern.compile("KUMA_[A-Z0-9_]+");

  private final Function<String, Optional<String>> environment;
  private final Optional<SettingsFile> file;
  private final SortedMap<String, String> fromFile = new TreeMap<>();

  LauncherSettings(Function<String, Optional<String>> environment, Optional<SettingsFile> file) {
    this.environment = environment;
    this.file = file;
    file.ifPresent(
        given ->
            given
                .values()
                .forEach(
                    (name, value) -> {
                      if (isSilent(name) && isSilent(value.alias())) {
                        fromFile.put(name, value.text());
                      }
                    }));
  }

  /**
   * Does what a launcher wants and prints what comes of it, or ends with 1 and one sentence on the
   * error output.
   *
   * @param arguments of the program: the name of a file, or none
   */
  static void call(String[] arguments, Function<LauncherSettings, String> work) {
    try {
      LauncherSettings settings =
          new LauncherSettings(
              name -> Optional.ofNullable(System.getenv(name)),
              arguments.length == 0
                  ? Optional.empty()
                  : Optional.of(SettingsFile.read(arguments[0])));
      settings.warning().ifPresent(warning -> System.err.println("kuma-cp: " + warning));
      System.out.print(settings.explain(work));
    } catch (BadSetting | UnfitSchema e) {
      System.err.println("kuma-cp: " + e.getMessage());
      System.exit(1);
    }
  }

  /** What a name is set to. */
  Function<String, Optional<String>> source() {
    return name ->
        isSilent(name) ? Optional.ofNullable(fromFile.get(name)) : environment.apply(name);
  }

  /** The variables that the environment lacks. */
  SortedMap<String, String> fromFile() {
    return Collections.unmodifiableSortedMap(fromFile);
  }

  /** One sentence about what the file has in vain. */
  Optional<String> warning() {
    return file.filter(given -> !given.withoutEffect().isEmpty())
        .map(
            given ->
                given.name()
                    + " sets what has no effect here: "
                    + String.join(", ", given.withoutEffect())
                    + ".");
  }

  /** Whoever wrote a file is told of places in it, and not of variables. */
  String explain(Function<LauncherSettings, String> work) {
    try {
      return work.apply(this);
    } catch (BadSetting e) {
      String sentence = VARIABLE.matcher(e.getMessage()).replaceAll(this::inFile);
      if (sentence.equals(e.getMessage()) || file.isEmpty()) {
        throw e;
      }
      throw new BadSetting(file.get().name() + ": " + sentence);
    }
  }

  private String inFile(MatchResult variable) {
    String name = variable.group();
    return Matcher.quoteReplacement(
        file.filter(given -> fromFile.containsKey(name))
            .map(given -> given.values().get(name))
            .map(SettingsFile.Value::path)
            .orElse(name));
  }

  private boolean isSilent(String name) {
    return environment.apply(name).map(String::isBlank).orElse(true);
  }
}
