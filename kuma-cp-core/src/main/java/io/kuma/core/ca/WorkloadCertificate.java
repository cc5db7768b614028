package io.kuma.core.ca;

/** A certificate that was issued to a proxy, with its key; both are PEM text. */
public record WorkloadCertificate(IdentityVersion version, String certificate, String privateKey) {
  /** Keeps the key out of logs. */
  @Override
  public String toString() {
    return "WorkloadCertificate[" + version + "]";
  }
}
