package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.kumactl.Failure;
import io.kuma.kumactl.Session;
import io.kuma.model.json.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kumactl generate}: tokens, keys and certificates. */
final class GenerateCommands {
  private GenerateCommands() {}

  static CommandLine of(Session session) {
    CommandLine generate = new CommandLine(new GenerateGroup());
    generate.addSubcommand("dataplane-token", new DataplaneToken(session));
    generate.addSubcommand("zone-token", new ZoneToken(session));
    generate.addSubcommand("user-token", new UserToken(session));
    generate.addSubcommand("signing-key", new SigningKeyCommands.SigningKey(session));
    generate.addSubcommand("public-key", new SigningKeyCommands.PublicKey(session));
    generate.addSubcommand("tls-certificate", new TlsCertificateCommand(session));
    return generate;
  }

  @Command(name = "generate", description = "Generate resources, tokens, etc.")
  private static final class GenerateGroup extends Group {}

  /** A token: of the control plane, or signed here with a key that the user has. */
  @Command
  private abstract static class TokenCommand extends KumactlCommand {
    @Option(
        names = "--valid-for",
        required = true,
        paramLabel = "duration",
        description = "how long the token will be valid (for example \"24h\")")
    private String validFor = "";

    @Option(
        names = "--signing-key-path",
        paramLabel = "string",
        defaultValue = "",
        description =
            "path to a file that contains private signing key. When specified, control plane won't be"
                + " used to generate the token")
    private String signingKey = "";

    @Option(
        names = "--kid",
        paramLabel = "string",
        defaultValue = "",
        description =
            "ID of the key that is used to issue a token. Required when --signing-key-path is used")
    private String keyId = "";

    TokenCommand(Session session) {
      super(session);
    }

    /** Where the control plane issues it. */
    abstract String path();

    /** What the control plane is asked for. */
    abstract ObjectNode request();

    /** What the token says, if it is made here. */
    abstract Map<String, Object> claims();

    @Override
    void run() {
      if (signingKey.isEmpty()) {
        if (!keyId.isEmpty()) {
          throw new Failure("--kid has a meaning with --signing-key-path only");
        }
        String body = session().codec().toJson(request().put("validFor", validFor));
        print(session().api().post(path(), body));
        return;
      }
      if (keyId.isEmpty()) {
        throw new Failure("--kid is required when --signing-key-path is used");
      }
      print(OfflineToken.sign(session().terminal().file(signingKey), keyId, claims(), lifetime()));
    }

    private Duration lifetime() {
      try {
        return GoDuration.parse(validFor);
      } catch (IllegalArgumentException e) {
        throw new Failure("invalid --valid-for: " + e.getMessage(), e);
      }
    }
  }

  @Command(name = "dataplane-token", description = "Generate Dataplane Token.")
  private static final class DataplaneToken extends TokenCommand {
    @Option(
        names = "--name",
        paramLabel = "string",
        defaultValue = "",
        description = "name of the Dataplane")
    private String name = "";

    @Option(
        names = {"-m", "--mesh"},
        paramLabel = "string",
        defaultValue = "",
        description = "mesh to use (default \"default\")")
    private String mesh = "";

    @Option(
        names = "--proxy-type",
        paramLabel = "string",
        defaultValue = "",
        description = "type of the Dataplane (\"dataplane\", \"ingress\")")
    private String type = "";

    @Option(
        names = "--tag",
        paramLabel = "stringToString",
        description =
            "required tag values for dataplane (split values by comma to provide multiple values)")
    private Map<String, String> tags = new LinkedHashMap<>();

    @Option(
        names = "--workload",
        paramLabel = "string",
        defaultValue = "",
        description = "workload that the token is bound to")
    private String workload = "";

    DataplaneToken(Session session) {
      super(session);
    }

    @Override
    String path() {
      return "/tokens/dataplane";
    }

    @Override
    ObjectNode request() {
      ObjectNode request = JsonNodeFactory.instance.objectNode();
      request.put("name", name).put("mesh", session().mesh(mesh));
      ObjectNode values = request.putObject("tags");
      tags.forEach(
          (key, value) -> {
            ArrayNode list = values.putArray(key);
            List.of(value.split(",", -1)).forEach(list::add);
          });
      return request.put("type", type).put("workload", workload);
    }

    @Override
    Map<String, Object> claims() {
      Map<String, Object> values = new LinkedHashMap<>();
      tags.forEach((key, value) -> values.put(key, List.of(value.split(",", -1))));
      Map<String, Object> claims = new LinkedHashMap<>();
      claims.put("Name", name);
      claims.put("Mesh", session().mesh(mesh));
      claims.put("Tags", values);
      claims.put("Type", type);
      claims.put("Workload", workload);
      return claims;
    }
  }

  @Command(name = "zone-token", description = "Generate Zone Token.")
  private static final class ZoneToken extends TokenCommand {
    @Option(
        names = "--zone",
        required = true,
        paramLabel = "string",
        description = "name of the zone where resides zone ingress or egress")
    private String zone = "";

    @Option(
        names = "--scope",
        paramLabel = "strings",
        split = ",",
        defaultValue = "egress",
        description = "scope of resources which the token will be able to identify")
    private List<String> scope = new ArrayList<>();

    ZoneToken(Session session) {
      super(session);
    }

    @Override
    String path() {
      return "/tokens/zone";
    }

    @Override
    ObjectNode request() {
      ObjectNode request = JsonNodeFactory.instance.objectNode().put("zone", zone);
      ArrayNode list = request.putArray("scope");
      scope.forEach(list::add);
      return request;
    }

    @Override
    Map<String, Object> claims() {
      Map<String, Object> claims = new LinkedHashMap<>();
      claims.put("Zone", zone);
      claims.put("Scope", scope);
      return claims;
    }
  }

  @Command(name = "user-token", description = "Generate User Token.")
  private static final class UserToken extends TokenCommand {
    @Option(
        names = "--name",
        required = true,
        paramLabel = "string",
        description = "name of the user")
    private String name = "";

    @Option(
        names = "--group",
        paramLabel = "strings",
        split = ",",
        description = "group of the user")
    private List<String> groups = new ArrayList<>();

    UserToken(Session session) {
      super(session);
    }

    @Override
    String path() {
      return "/tokens/user";
    }

    @Override
    ObjectNode request() {
      ObjectNode request = JsonNodeFactory.instance.objectNode().put("name", name);
      ArrayNode list = request.putArray("groups");
      groups.forEach(list::add);
      return request;
    }

    @Override
    Map<String, Object> claims() {
      Map<String, Object> claims = new LinkedHashMap<>();
      claims.put("Name", name);
      claims.put("Groups", groups);
      return claims;
    }
  }
}
