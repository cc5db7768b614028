package io.kuma.core.manager;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.access.AccessLists;
import io.kuma.core.access.CallerProof;
import java.util.List;
import java.util.Optional;

/**
 * What a running control plane tells of itself, and whom it trusts (contract 2.1, 2.3).
 *
 * @param version of the contract that it speaks
 * @param instanceId of this process
 * @param clusterId shared by all control planes of one store
 * @param configuration the tree of the reference file, without secrets
 * @param localhostIsAdmin callers on the same machine are administrators
 * @param callerProof how all others prove who they are
 * @param rootUrl what links start with; empty means the address that the caller used
 * @param corsOrigins of pages in browsers that may read the API
 * @param access who may do what is not for everybody
 * @param maxBodyBytes how large the body of a call may be
 */
public record Installation(
    String hostname,
    String version,
    String instanceId,
    String clusterId,
    JsonNode configuration,
    boolean localhostIsAdmin,
    CallerProof callerProof,
    Optional<String> rootUrl,
    List<String> corsOrigins,
    AccessLists access,
    int maxBodyBytes) {
  public Installation {
    corsOrigins = List.copyOf(corsOrigins);
  }
}
