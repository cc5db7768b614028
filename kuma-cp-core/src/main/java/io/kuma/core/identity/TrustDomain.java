package io.kuma.core.identity;

import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshtrust.MeshTrust;
import io.kuma.resource.meshtrust.MeshTrust.CaBundle;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Authorities that vouch for all SPIFFE IDs of a domain.
 *
 * @param certificates of the authorities, PEM text one after the other
 */
public record TrustDomain(String name, String certificates) {

  /** What the MeshTrusts of a mesh say, by name; several of one domain are all believed. */
  public static List<TrustDomain> of(MeshSnapshot snapshot) {
    SortedMap<String, String> domains = new TreeMap<>();
    for (Resource<MeshTrust> trust : snapshot.all(CoreTypes.MESH_TRUST)) {
      domains.merge(trust.spec().trustDomain(), certificates(trust.spec()), String::concat);
    }
    return domains.entrySet().stream()
        .map(entry -> new TrustDomain(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static String certificates(MeshTrust trust) {
    StringBuilder all = new StringBuilder();
    for (CaBundle bundle : trust.caBundles()) {
      if (bundle.pem() != null) {
        String pem = bundle.pem().value();
        all.append(pem).append(pem.endsWith("\n") ? "" : "\n");
      }
    }
    return all.toString();
  }

  /** What every SPIFFE ID of the domain starts with. */
  public static String prefix(String domain) {
    return "spiffe://" + domain + "/";
  }
}
