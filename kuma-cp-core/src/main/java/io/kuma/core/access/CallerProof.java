package io.kuma.core.access;

/** How callers who are not on this machine prove who they are (contract 2.1). */
public enum CallerProof {
  /** A token says who they are. */
  TOKEN,
  /** Whoever shows a certificate that the server's TLS has verified is an administrator. */
  CLIENT_CERTIFICATE
}
