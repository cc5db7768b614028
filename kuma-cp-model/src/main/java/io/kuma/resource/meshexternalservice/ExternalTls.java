package io.kuma.resource.meshexternalservice;

import io.kuma.model.Doc;
import io.kuma.model.schema.Default;
import io.kuma.model.schema.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How connections to a service outside of the mesh are encrypted. */
public record ExternalTls(
    @Doc("Whether they are encrypted.") @Default("false") @Nullable Boolean enabled,
    @Doc("Whether the service may renegotiate; an attacker may use that, too.") @Default("false")
        @Nullable Boolean allowRenegotiation,
    @Doc("The versions of TLS that may be spoken.") @Nullable Versions version,
    @Doc("What the service has to prove, and what the proxy proves to it.")
        @Nullable Verification verification) {

  /** A range of versions. */
  public record Versions(
      @Doc("The lowest one.") @Default("\"TLSAuto\"") @Nullable Version min,
      @Doc("The highest one.") @Default("\"TLSAuto\"") @Nullable Version max) {}

  /** A version of TLS, in ascending order; constants are spelled as on the wire. */
  public enum Version {
    /** Envoy's own choice. */
    TLSAuto,
    TLS10,
    TLS11,
    TLS12,
    TLS13
  }

  /** What the service has to prove, and what the proxy proves to it. */
  public record Verification(
      @Doc("What is checked of the service's certificate.") @Default("\"Secured\"")
          @Nullable Mode mode,
      @Doc("The name that is asked for, where it is not the endpoint's address.")
          @Nullable String serverName,
      @Doc("The names of which the certificate has to have one; the server name's if absent.")
          @Nullable List<SubjectAltName> subjectAltNames,
      @Doc("The authorities that are trusted; those of the system if absent.")
          @Nullable DataSource caCert,
      @Doc("The certificate that the proxy shows.") @Nullable DataSource clientCert,
      @Doc("The key of that certificate.") @Nullable DataSource clientKey) {
    public Verification {
      subjectAltNames = subjectAltNames == null ? null : List.copyOf(subjectAltNames);
    }
  }

  /** What is checked of the service's certificate; constants are spelled as on the wire. */
  public enum Mode {
    /** Who issued it, and not for which name. */
    SkipSAN,
    /** The name that it was issued for, and not by whom. */
    SkipCA,
    /** Both. */
    Secured,
    /** Nothing. */
    SkipAll
  }

  /** A name that a certificate has to have. */
  public record SubjectAltName(
      @Doc("How names are compared.") @Default("\"Exact\"") @Nullable Type type,
      @Doc("The name, or how it begins.") String value) {
    /** How names are compared; constants are spelled as on the wire. */
    public enum Type {
      Exact,
      Prefix
    }
  }

  /** Where a certificate or a key is found; one of the fields. */
  public record DataSource(
      @Doc("It itself, in Base64.") @Limits(format = "byte") @Nullable String inline,
      @Doc("It itself.") @Nullable String inlineString,
      @Doc("The name of a secret of the mesh that holds it.") @Nullable String secret) {}
}
