package io.kuma.resource.hostnamegenerator;

import io.kuma.model.Doc;
import org.jspecify.annotations.Nullable;

/** A host name that a destination has. */
@Doc("A host name of the destination.")
public record Address(
    @Doc("The name.") @Nullable String hostname,
    @Doc("Who gave it: HostnameGenerator or Kubernetes.") @Nullable String origin,
    @Doc("The generator, if it was one.") @Nullable HostnameGeneratorRef hostnameGeneratorRef) {

  /** The {@link #origin} of names that generators give. */
  public static final String GENERATED = "HostnameGenerator";

  /** A name that the generator {@code generator} gave. */
  public static Address generated(String hostname, String generator) {
    return new Address(hostname, GENERATED, new HostnameGeneratorRef(generator));
  }
}
