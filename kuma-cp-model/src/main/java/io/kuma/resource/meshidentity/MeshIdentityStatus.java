package io.kuma.resource.meshidentity;

import io.kuma.model.Condition;
import io.kuma.model.Doc;
import io.kuma.model.schema.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the control plane observed of a {@link MeshIdentity}. */
@Doc("What the control plane observed of the identity.")
public record MeshIdentityStatus(
    @Doc("What holds of it: whether its provider works, and whether it is ready.")
        @Limits(listKeys = "type")
        @Nullable List<Condition> conditions) {
  public MeshIdentityStatus {
    conditions = conditions == null ? null : List.copyOf(conditions);
  }
}
