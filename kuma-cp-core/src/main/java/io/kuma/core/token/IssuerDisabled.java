package io.kuma.core.token;

/** Tokens of this kind are signed elsewhere (contract 2.7). */
public final class IssuerDisabled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IssuerDisabled() {
    super("issuing tokens using the control plane is disabled.", null, false, false);
  }
}
