package io.kuma.kumactl.command;

import io.kuma.kumactl.Failure;
import io.kuma.kumactl.Session;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Keys that sign tokens, and what verifies them. */
final class SigningKeyCommands {
  private SigningKeyCommands() {}

  @Command(name = "signing-key", description = "Generate signing keys.")
  static final class SigningKey extends KumactlCommand {
    @Option(
        names = "--format",
        paramLabel = "string",
        defaultValue = "base64",
        description = "encoding of the key: base64, as a Secret has it, or pem")
    private String keyFormat = "";

    SigningKey(Session session) {
      super(session);
    }

    @Override
    void run() {
      String pem = Keys.pem(Keys.rsa());
      switch (keyFormat) {
        case "pem" -> print(pem);
        case "base64" ->
            print(Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)) + "\n");
        default -> throw new Failure("--format must be base64 or pem, not \"" + keyFormat + "\"");
      }
    }
  }

  @Command(name = "public-key", description = "Generate public key.")
  static final class PublicKey extends KumactlCommand {
    @Option(
        names = "--signing-key-path",
        required = true,
        paramLabel = "string",
        description = "path to a file with a signing key")
    private String signingKey = "";

    PublicKey(Session session) {
      super(session);
    }

    @Override
    void run() {
      java.security.PublicKey key =
          Keys.publicKey(Keys.privateKey(session().terminal().file(signingKey)));
      print(Keys.pem("PUBLIC KEY", key.getEncoded()));
    }
  }
}
