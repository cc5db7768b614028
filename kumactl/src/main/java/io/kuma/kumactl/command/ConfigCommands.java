package io.kuma.kumactl.command;

import io.kuma.kumactl.Failure;
import io.kuma.kumactl.Release;
import io.kuma.kumactl.Session;
import io.kuma.kumactl.api.ControlPlaneApi;
import io.kuma.kumactl.config.Configuration;
import io.kuma.kumactl.config.Configuration.ControlPlane;
import io.kuma.kumactl.output.GoYaml;
import io.kuma.kumactl.output.Table;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kumactl config}: which control planes there are. */
final class ConfigCommands {
  private ConfigCommands() {}

  static CommandLine of(Session session) {
    CommandLine controlPlanes = new CommandLine(new ControlPlanesGroup());
    controlPlanes.addSubcommand("add", new Add(session));
    controlPlanes.addSubcommand("list", new ListAll(session));
    controlPlanes.addSubcommand("remove", new Remove(session));
    controlPlanes.addSubcommand("switch", new Switch(session));
    CommandLine config = new CommandLine(new ConfigGroup());
    config.addSubcommand("control-planes", controlPlanes);
    config.addSubcommand("view", new View(session));
    return config;
  }

  @Command(name = "config", description = "Manage kumactl config.")
  private static final class ConfigGroup extends Group {}

  @Command(name = "control-planes", description = "Manage known Control Planes.")
  private static final class ControlPlanesGroup extends Group {}

  @Command(name = "view", description = "Show kumactl config.")
  private static final class View extends KumactlCommand {
    View(Session session) {
      super(session);
    }

    @Override
    void run() {
      print(GoYaml.text(session().configuration().toTree()));
    }
  }

  @Command(name = "list", description = "List known Control Planes.")
  private static final class ListAll extends KumactlCommand {
    ListAll(Session session) {
      super(session);
    }

    @Override
    void run() {
      Configuration configuration = session().configuration();
      Table table = new Table(List.of("ACTIVE", "NAME", "ADDRESS"));
      String active = session().context().controlPlane();
      for (ControlPlane one : configuration.controlPlanes()) {
        table.row(List.of(one.name().equals(active) ? "*" : "", one.name(), one.url()));
      }
      print(table.toString());
    }
  }

  @Command(name = "remove", description = "Remove a Control Plane.")
  private static final class Remove extends KumactlCommand {
    @Option(
        names = "--name",
        required = true,
        paramLabel = "string",
        description = "reference name for the Control Plane (required)")
    private String name = "";

    Remove(Session session) {
      super(session);
    }

    @Override
    void run() {
      Configuration configuration = session().configuration();
      if (configuration.findControlPlane(name).isEmpty()) {
        throw new Failure("there is no Control Plane with name \"" + name + "\"");
      }
      Configuration next = configuration.without(name);
      session().file().write(next);
      print("removed Control Plane \"" + name + "\"\n");
      if (!next.currentContext().equals(configuration.currentContext())) {
        print("switched active Control Plane to \"" + next.currentContext() + "\"\n");
      }
    }
  }

  @Command(name = "switch", description = "Switch active Control Plane.")
  private static final class Switch extends KumactlCommand {
    @Option(
        names = "--name",
        required = true,
        paramLabel = "string",
        description = "reference name for the Control Plane (required)")
    private String name = "";

    Switch(Session session) {
      super(session);
    }

    @Override
    void run() {
      Configuration configuration = session().configuration();
      configuration.context(name);
      session().file().write(configuration.switchedTo(name));
      print("switched active Control Plane to \"" + name + "\"\n");
    }
  }

  @Command(name = "add", description = "Add a Control Plane.")
  private static final class Add extends KumactlCommand {
    @Option(
        names = "--name",
        required = true,
        paramLabel = "string",
        description = "reference name for the Control Plane (required)")
    private String name = "";

    @Option(
        names = "--address",
        required = true,
        paramLabel = "string",
        description = "URL of the Control Plane API Server (required)")
    private String address = "";

    @Option(
        names = "--overwrite",
        description = "overwrite existing Control Plane with the same reference name")
    private boolean overwrite;

    @Option(
        names = "--ca-cert-file",
        paramLabel = "string",
        defaultValue = "",
        description =
            "path to the certificate authority which will be used to verify the Control Plane certificate")
    private String caCertFile = "";

    @Option(
        names = "--client-cert-file",
        paramLabel = "string",
        defaultValue = "",
        description =
            "path to the certificate of a client that is authorized to use the Admin operations of the Control Plane")
    private String clientCertFile = "";

    @Option(
        names = "--client-key-file",
        paramLabel = "string",
        defaultValue = "",
        description =
            "path to the certificate key of a client that is authorized to use the Admin operations of the Control Plane")
    private String clientKeyFile = "";

    @Option(names = "--skip-verify", description = "skip CA verification")
    private boolean skipVerify;

    @Option(
        names = "--headers",
        paramLabel = "stringToString",
        split = ",",
        description = "add these headers while communicating to control plane, format key=value")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(
        names = "--auth-type",
        paramLabel = "string",
        defaultValue = "",
        description = "authentication type (for example: \"tokens\")")
    private String authType = "";

    @Option(
        names = "--auth-conf",
        paramLabel = "stringToString",
        split = ",",
        description = "authentication config for defined authentication type format key=value")
    private Map<String, String> authConf = new LinkedHashMap<>();

    @Option(names = "--skip-check", description = "do not ask the Control Plane whether it is one")
    private boolean skipCheck;

    Add(Session session) {
      super(session);
    }

    @Override
    void run() {
      Configuration configuration = session().configuration();
      if (configuration.findControlPlane(name).isPresent() && !overwrite) {
        throw new Failure(
            "Control Plane with name \"%s\" already exists. Use --overwrite to replace an existing one."
                .formatted(name));
      }
      ControlPlane added =
          new ControlPlane(
              name,
              checkedAddress(),
              absolute(caCertFile),
              absolute(clientCertFile),
              absolute(clientKeyFile),
              skipVerify,
              headers,
              checkedAuthentication(),
              authConf);
      if (!skipCheck) {
        check(added);
      }
      session().file().write(configuration.with(added));
      print("added Control Plane \"" + name + "\"\n");
      print("switched active Control Plane to \"" + name + "\"\n");
    }

    private String checkedAddress() {
      URI uri;
      try {
        uri = URI.create(address);
      } catch (IllegalArgumentException e) {
        throw new Failure("Control Plane coordinates are not valid: " + e.getMessage(), e);
      }
      boolean isSecure = "https".equals(uri.getScheme());
      if (uri.getHost() == null || !(isSecure || "http".equals(uri.getScheme()))) {
        throw new Failure(
            "Control Plane coordinates are not valid: --address must be like"
                + " https://kuma.example:5682, not \""
                + address
                + "\"");
      }
      if (clientCertFile.isEmpty() != clientKeyFile.isEmpty()) {
        throw new Failure("--client-cert-file and --client-key-file are needed together");
      }
      if (isSecure && caCertFile.isEmpty() && !skipVerify) {
        throw new Failure(
            "HTTPS is used. You need to specify either --ca-cert-file so kumactl can verify"
                + " authenticity of the Control Plane or --skip-verify to skip verification");
      }
      return address;
    }

    private String checkedAuthentication() {
      if (!authType.isEmpty() && !authType.equals("tokens")) {
        throw new Failure("authentication plugin of type \"" + authType + "\" is not found");
      }
      if (authType.equals("tokens") && authConf.getOrDefault("token", "").isEmpty()) {
        throw new Failure("provide token=YOUR_TOKEN to --auth-conf");
      }
      return authType;
    }

    /** The file is read from other directories too. */
    private String absolute(String file) {
      return file.isEmpty() ? "" : session().terminal().file(file).toAbsolutePath().toString();
    }

    private void check(ControlPlane added) {
      var index =
          new ControlPlaneApi(
                  added,
                  session().terminal().directory(),
                  Duration.ofSeconds(10),
                  session().codec())
              .get("/");
      String product = index.path("product").asText(index.path("tagline").asText());
      String version = index.path("version").asText();
      if (!product.equals(Release.PRODUCT) && !version.contains("preview")) {
        throw new Failure(
            "this CLI is for %s but the control plane you're connecting to is %s"
                .formatted(Release.PRODUCT, product));
      }
    }
  }
}
