package io.kuma.dp.prepare;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that were not given take the value of the variable named by their {@code descriptionKey},
 * if it is set.
 */
record EnvironmentDefaults(Map<String, String> environment) implements IDefaultValueProvider {

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    String variable = argument instanceof OptionSpec option ? option.descriptionKey() : null;
    String value = variable == null ? null : environment.get(variable);
    return value == null || value.isEmpty() ? null : value;
  }
}
