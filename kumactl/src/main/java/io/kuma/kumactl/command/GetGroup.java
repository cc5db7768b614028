package io.kuma.kumactl.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code kumactl get}. */
@Command(name = "get", description = "Show Kuma resources.")
final class GetGroup extends Group {
  @SuppressWarnings("unused") // The commands of the group read it.
  @Option(
      names = {"-o", "--output"},
      scope = ScopeType.INHERIT,
      paramLabel = "string",
      defaultValue = "table",
      description = "output format: one of table|yaml|json")
  private String output = "";
}
