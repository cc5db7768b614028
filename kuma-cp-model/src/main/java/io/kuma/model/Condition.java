package io.kuma.model;

import io.kuma.model.schema.Limits;

/**
 * Something that holds of a resource or not, as the control plane found it; in the form that
 * Kubernetes has for it.
 */
@Doc("Something that holds of the resource, or does not.")
public record Condition(
    @Doc("What would hold.")
        @Limits(
            maxLength = 316,
            pattern =
                "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$")
        String type,
    @Doc("Whether it holds.") Condition.Status status,
    @Doc("Why, in a word that programs know.")
        @Limits(
            minLength = 1,
            maxLength = 1024,
            pattern = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")
        String reason,
    @Doc("Why, in words for people.") @Limits(maxLength = 32768) String message) {

  /** Whether it holds; constants are spelled as on the wire. */
  public enum Status {
    True,
    False,
    Unknown
  }
}
