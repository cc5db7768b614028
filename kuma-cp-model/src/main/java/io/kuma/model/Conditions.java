package io.kuma.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The status of a resource of which there is nothing to say but conditions. */
public record Conditions(
    @Doc("What the control plane found out about the resource.")
        @Nullable List<Condition> conditions) {

  public Conditions {
    conditions = conditions == null ? null : List.copyOf(conditions);
  }
}
