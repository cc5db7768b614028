package io.kuma.xds.envoy;

/** A resource that Envoy would refuse. Its message is for those who wrote the policies. */
public final class InvalidResource extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidResource(String message) {
    super(message, null, false, false);
  }
}
