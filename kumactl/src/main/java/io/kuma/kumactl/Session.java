package io.kuma.kumactl;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.api.ControlPlaneApi;
import io.kuma.kumactl.command.RootCommand;
import io.kuma.kumactl.config.Configuration;
import io.kuma.kumactl.config.Configuration.Context;
import io.kuma.kumactl.config.ConfigurationFile;
import io.kuma.kumactl.types.TypeIndex;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the commands of one call share; everything in it is made when it is first asked for. */
public final class Session {
  private final Terminal terminal;
  private final ResourceCodec codec = new JacksonResourceCodec();
  private final Release release = Release.current();
  private final RootCommand options;
  private @Nullable TypeIndex types;
  private @Nullable Configuration configuration;
  private @Nullable ControlPlaneApi api;

  Session(Terminal terminal, RootCommand options) {
    this.terminal = terminal;
    this.options = options;
  }

  public Terminal terminal() {
    return terminal;
  }

  public ResourceCodec codec() {
    return codec;
  }

  public Release release() {
    return release;
  }

  public TypeIndex types() {
    TypeIndex known = types == null ? TypeIndex.load(codec) : types;
    types = known;
    return known;
  }

  /** The user's file. */
  public ConfigurationFile file() {
    String named = options.configFile();
    String home = terminal.environment().getOrDefault("HOME", "");
    Path path = named.isEmpty() ? Path.of(home, ".kumactl", "config") : terminal.file(named);
    return new ConfigurationFile(path, codec);
  }

  public Configuration configuration() {
    Configuration known = configuration;
    if (known == null) {
      known = options.noConfig() ? Configuration.initial() : file().read();
      configuration = known;
    }
    return known;
  }

  /** The context that counts for this call. */
  public Context context() {
    String named = options.context();
    return configuration().context(named.isEmpty() ? configuration().currentContext() : named);
  }

  /** The mesh that is meant. */
  public String mesh(String flag) {
    if (!flag.isEmpty()) {
      return flag;
    }
    String assumed = options.noConfig() ? "" : context().mesh();
    return assumed.isEmpty() ? "default" : assumed;
  }

  /** The API of the control plane that is meant. A first request finds out what it is. */
  public ControlPlaneApi api() {
    ControlPlaneApi known = api;
    if (known == null) {
      known = withoutCheck();
      api = known;
      warnOfAnotherRelease(known);
    }
    return known;
  }

  private ControlPlaneApi withoutCheck() {
    Context context = context();
    return new ControlPlaneApi(
        configuration()
            .findControlPlane(context.controlPlane())
            .orElseThrow(
                () ->
                    new Failure(
                        "there is no Control Plane with name \"" + context.controlPlane() + "\"")),
        terminal.directory(),
        options.timeout(),
        codec);
  }

  /** What the control plane says of itself; empty if it does not. */
  public Optional<JsonNode> index() {
    try {
      return withoutCheck().find("/");
    } catch (Failure e) {
      options.debug(terminal, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void warnOfAnotherRelease(ControlPlaneApi asked) {
    try {
      JsonNode index = asked.get("/");
      String product = index.path("product").asText(index.path("tagline").asText());
      String version = index.path("version").asText();
      if (!product.equals(Release.PRODUCT) || !version.equals(release.contract())) {
        terminal
            .err()
            .println(
                "WARNING: You are using kumactl version "
                    + release.contract()
                    + " for "
                    + Release.PRODUCT
                    + ", but the server returned version: "
                    + product
                    + " "
                    + version);
      }
    } catch (Failure e) {
      options.debug(terminal, String.valueOf(e.getMessage()));
      terminal.err().println("WARNING: Unable to confirm the server supports this kumactl version");
    }
  }
}
