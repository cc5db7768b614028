package io.kuma.xds.envoy;

import com.google.protobuf.Message;

/** A resource that Envoy would refuse. Its message is for those who wrote the policies. */
public final class InvalidResource extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private InvalidResource(String message) {
    super(message, null, false, false);
  }

  /**
   * Lets pass what meets all that Envoy's API demands of it.
   *
   * @param name Envoy's name for the resource
   * @throws InvalidResource with the kind and the name of the resource, the field, and the demand
   */
  public static void check(String name, Message message) {
    EnvoyConstraints.findBrokenWithin(message)
        .ifPresent(
            problem -> {
              throw new InvalidResource(
                  "%s \"%s\" is not valid: %s"
                      .formatted(message.getDescriptorForType().getName(), name, problem));
            });
  }
}
