package io.kuma.resource.meshtrust;

import io.kuma.model.Doc;
import io.kuma.resource.meshtrust.MeshTrust.TrustOrigin;
import org.jspecify.annotations.Nullable;

/** What the control plane knows of a {@link MeshTrust}. */
@Doc("What the control plane knows of the trust.")
public record MeshTrustStatus(
    @Doc("The MeshIdentity that it was made for; absent if somebody wrote it.")
        @Nullable TrustOrigin origin) {}
