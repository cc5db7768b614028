package io.kuma.policy.meshtls;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Policy;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import io.kuma.model.schema.Default;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of mutual TLS, as on the wire (contract section 3.4). */
@Doc("How proxies use TLS between each other.")
@Kind(
    fromAsRules = true,
    name = "MeshTLS",
    shortName = "mtls",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshTls(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("Settings by client; rules have replaced it.") @Nullable List<From> from,
    @Doc("Settings of the inbounds.") @Nullable List<Rule> rules)
    implements Policy {

  public MeshTls {
    from = from == null ? null : List.copyOf(from);
    rules = rules == null ? null : List.copyOf(rules);
  }

  /** Settings for a group of clients, which can only be all of them. */
  public record From(
      @Doc("The clients.") TargetRef targetRef,
      @Doc("The settings.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.From<Conf> {}

  /** Settings for everything that comes in. */
  public record Rule(@Doc("The settings.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.Rule<Conf> {}

  /** Settings of TLS. */
  public record Conf(
      @Doc("Which versions of TLS may be spoken.") @Nullable TlsVersions tlsVersion,
      @Doc("The ciphers that may be used, for versions before 1.3.")
          @Nullable List<TlsCipher> tlsCiphers,
      @Doc("Whether inbounds take plain text as well; what the mesh says if absent.")
          @Nullable Mode mode) {
    public Conf {
      tlsCiphers = tlsCiphers == null ? null : List.copyOf(tlsCiphers);
    }
  }

  /** Whether inbounds require TLS. */
  public enum Mode {
    Permissive,
    Strict
  }

  /** A range of versions. */
  public record TlsVersions(
      @Doc("The lowest one.") @Default("\"TLSAuto\"") @Nullable TlsVersion min,
      @Doc("The highest one.") @Default("\"TLSAuto\"") @Nullable TlsVersion max) {}

  /** A version of TLS, in ascending order. */
  public enum TlsVersion {
    /** Envoy's own choice. */
    TLSAuto,
    TLS10,
    TLS11,
    TLS12,
    TLS13
  }

  /** A cipher suite, by its name in OpenSSL. */
  public enum TlsCipher {
    @JsonProperty("ECDHE-ECDSA-AES128-GCM-SHA256")
    ECDHE_ECDSA_AES128_GCM_SHA256,
    @JsonProperty("ECDHE-ECDSA-AES256-GCM-SHA384")
    ECDHE_ECDSA_AES256_GCM_SHA384,
    @JsonProperty("ECDHE-ECDSA-CHACHA20-POLY1305")
    ECDHE_ECDSA_CHACHA20_POLY1305,
    @JsonProperty("ECDHE-RSA-AES128-GCM-SHA256")
    ECDHE_RSA_AES128_GCM_SHA256,
    @JsonProperty("ECDHE-RSA-AES256-GCM-SHA384")
    ECDHE_RSA_AES256_GCM_SHA384,
    @JsonProperty("ECDHE-RSA-CHACHA20-POLY1305")
    ECDHE_RSA_CHACHA20_POLY1305;

    /** The name that Envoy takes. */
    public String openSslName() {
      return name().replace('_', '-');
    }
  }
}
