package io.kuma.core.identity;

import io.kuma.model.Kri;
import io.kuma.model.ResourceKey;

/**
 * What a proxy proves to be with a certificate of a MeshIdentity.
 *
 * @param key of the MeshIdentity
 * @param kri of the MeshIdentity, which its certificates are called after
 * @param spiffeId such as {@code spiffe://default.east.mesh.local/workload/web}
 */
public record WorkloadIdentity(ResourceKey key, Kri kri, String spiffeId) {}
