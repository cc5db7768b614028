package io.kuma.resource.globalsecret;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import io.kuma.model.schema.Limits;
import java.util.Base64;

/**
 * A secret that belongs to no mesh.
 *
 * @param data the content in Base64, as on the wire; it never appears in {@link #toString}
 */
@Doc("A secret that belongs to no mesh.")
@Kind(
    scope = Scope.GLOBAL,
    alternativePaths = "global-secrets",
    shape = Shape.FLAT,
    sync = {Sync.GLOBAL_TO_ZONE, Sync.PROVIDED_BY_ZONE},
    adminOnly = true,
    keepsName = true)
public record GlobalSecret(@Doc("The content, in Base64.") @Limits(format = "byte") String data)
    implements Spec {

  /** A secret of these bytes. */
  public static GlobalSecret of(byte[] content) {
    return new GlobalSecret(Base64.getEncoder().encodeToString(content));
  }

  /** The content; the caller owns the array. */
  public byte[] content() {
    return Base64.getDecoder().decode(data);
  }

  @Override
  public String toString() {
    return "GlobalSecret[" + data.length() + " characters]";
  }
}
