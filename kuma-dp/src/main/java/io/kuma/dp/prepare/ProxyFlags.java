package io.kuma.dp.prepare;

import io.kuma.dp.Failure;
import io.kuma.dp.prepare.RunConfig.Proxy;
import io.kuma.dp.prepare.RunConfig.Token;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say who the proxy is and prove it. */
final class ProxyFlags {

  private static final String STANDARD_INPUT = "/dev/stdin";

  @Option(
      names = "--name",
      descriptionKey = "KUMA_DATAPLANE_NAME",
      defaultValue = "",
      paramLabel = "<name>",
      description = "Name of the Dataplane. [KUMA_DATAPLANE_NAME]")
  private String name = "";

  @Option(
      names = "--mesh",
      descriptionKey = "KUMA_DATAPLANE_MESH",
      defaultValue = "",
      paramLabel = "<mesh>",
      description = "Mesh of the Dataplane. [KUMA_DATAPLANE_MESH]")
  private String mesh = "";

  @Option(
      names = "--proxy-type",
      descriptionKey = "KUMA_DATAPLANE_PROXY_TYPE",
      defaultValue = "dataplane",
      paramLabel = "<type>",
      description = "dataplane, ingress or egress. [KUMA_DATAPLANE_PROXY_TYPE]")
  private String proxyType = "";

  @Option(
      names = {"-d", "--dataplane-file"},
      descriptionKey = "KUMA_DATAPLANE_RUNTIME_RESOURCE_PATH",
      paramLabel = "<file>",
      description =
          "Dataplane template, YAML or JSON; - is standard input. [KUMA_DATAPLANE_RUNTIME_RESOURCE_PATH]")
  private @Nullable String dataplaneFile;

  @Option(
      names = "--dataplane",
      descriptionKey = "KUMA_DATAPLANE_RUNTIME_RESOURCE",
      paramLabel = "<text>",
      description = "Dataplane template as text. [KUMA_DATAPLANE_RUNTIME_RESOURCE]")
  private @Nullable String dataplane;

  @Option(
      names = {"-v", "--dataplane-var"},
      split = ",",
      paramLabel = "<key=value>",
      description = "Value for {{ key }} in the template; may be repeated.")
  private Map<String, String> dataplaneVars = new LinkedHashMap<>();

  @Option(
      names = "--dataplane-token-file",
      descriptionKey = "KUMA_DATAPLANE_RUNTIME_TOKEN_PATH",
      paramLabel = "<file>",
      description = "File with the dataplane token. [KUMA_DATAPLANE_RUNTIME_TOKEN_PATH]")
  private @Nullable Path tokenFile;

  @Option(
      names = "--dataplane-token",
      descriptionKey = "KUMA_DATAPLANE_RUNTIME_TOKEN",
      paramLabel = "<token>",
      description = "The dataplane token itself. [KUMA_DATAPLANE_RUNTIME_TOKEN]")
  private @Nullable String token;

  /**
   * Who this proxy is, by flags, by the resource, or by both where they agree.
   *
   * @throws Failure for the first setting that cannot be
   */
  Proxy proxy() {
    ProxyType type = ProxyType.of(proxyType);
    if (dataplane != null && dataplaneFile != null) {
      throw new Failure("give --dataplane or --dataplane-file, not both");
    }
    String template =
        dataplaneFile == null
            ? dataplane
            : InputFile.read(
                "--dataplane-file",
                Path.of(dataplaneFile.equals("-") ? STANDARD_INPUT : dataplaneFile));
    if (template == null) {
      if (!dataplaneVars.isEmpty()) {
        throw new Failure("--dataplane-var needs --dataplane-file or --dataplane");
      }
      return checked(new Proxy(name, type.inMesh() ? mesh : "", type, null, false));
    }
    ProxyResource resource = ProxyResource.read(template, dataplaneVars, type, name, mesh);
    return checked(
        new Proxy(resource.name(), resource.mesh(), type, resource.json(), resource.transparent()));
  }

  private static Proxy checked(Proxy proxy) {
    check("name", proxy.name());
    if (proxy.type().inMesh()) {
      check("mesh", proxy.mesh());
    }
    return proxy;
  }

  private static void check(String what, String value) {
    if (value.isEmpty()) {
      throw new Failure("there is no " + what + ": give --" + what + " or a --dataplane-file");
    }
    if (!value.matches("[0-9a-z._-]{1,253}")) {
      throw new Failure(
          "the "
              + what
              + " may have small letters, digits, '-', '.' and '_', and is \""
              + value
              + "\"");
    }
  }

  /**
   * The token, by value or by file.
   *
   * @throws Failure when what is given holds none
   */
  Token token() {
    if (token != null && tokenFile != null) {
      throw new Failure("give --dataplane-token or --dataplane-token-file, not both");
    }
    if (tokenFile == null) {
      return new Token(token == null ? null : checkToken("--dataplane-token", token), null);
    }
    Path file = tokenFile.toAbsolutePath();
    return new Token(
        checkToken("--dataplane-token-file", InputFile.read("--dataplane-token-file", file)), file);
  }

  private static String checkToken(String setting, String text) {
    String stripped = text.strip();
    if (!stripped.matches("[A-Za-z0-9_.=-]+")) {
      throw new Failure(setting + " holds no token: make one with POST /tokens/dataplane");
    }
    return stripped;
  }
}
