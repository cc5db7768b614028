package io.kuma.resource.meshtrust;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import io.kuma.model.schema.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The authorities that proxies trust for a domain (contract section 3.3). */
@Doc("The authorities whose certificates proxies accept for a trust domain.")
@Kind(
    shortName = "mtrust",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL},
    systemNamespaceOnly = true,
    status = MeshTrustStatus.class)
public record MeshTrust(
    @Doc("Where it comes from; kept for compatibility, the status says it.")
        @Nullable TrustOrigin origin,
    @Doc("The domain that the authorities vouch for.") @Limits(maxLength = 253) String trustDomain,
    @Doc("The authorities' certificates.") @Limits(minItems = 1) List<CaBundle> caBundles)
    implements Spec {

  public MeshTrust {
    caBundles = List.copyOf(caBundles);
  }

  /** Where a MeshTrust comes from. */
  public record TrustOrigin(
      @Doc("The KRI of the resource that it was made for.") @Nullable String kri) {}

  /** Certificates of authorities. */
  public record CaBundle(
      @Doc("Which of the fields counts.") Type type,
      @Doc("Certificates as PEM.") @Nullable Pem pem) {
    /** How certificates are given; constants are spelled as on the wire. */
    public enum Type {
      Pem
    }
  }

  /** Certificates as PEM. */
  public record Pem(@Doc("The certificates, one after the other.") String value) {}
}
