package io.kuma.resource.meshidentity;

import io.kuma.model.Doc;
import org.jspecify.annotations.Nullable;

/** Where a certificate or a key is found. */
public record SecureDataSource(
    @Doc("Which of the fields counts.") Type type,
    @Doc("A file of the control plane's machine.") @Nullable FileSource file,
    @Doc("A secret of the mesh.") @Nullable SecretRef secretRef,
    @Doc("An environment variable of the control plane.") @Nullable EnvVar envVar,
    @Doc("It itself; whoever reads the resource reads it, too.") @Nullable Inline insecureInline) {

  /** Where it is found; constants are spelled as on the wire. */
  public enum Type {
    File,
    Secret,
    EnvVar,
    InsecureInline
  }

  /** A file. */
  public record FileSource(@Doc("The path of the file.") String path) {}

  /** A secret. */
  public record SecretRef(
      @Doc("What kind of thing is pointed at.") Kind kind,
      @Doc("The name of the secret.") String name) {
    /** What can be pointed at; constants are spelled as on the wire. */
    public enum Kind {
      Secret
    }
  }

  /** An environment variable. */
  public record EnvVar(@Doc("The name of the variable.") String name) {}

  /** The content itself. */
  public record Inline(@Doc("The content.") String value) {}
}
