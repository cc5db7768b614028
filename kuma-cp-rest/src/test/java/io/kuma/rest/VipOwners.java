package io.kuma.rest;

import io.kuma.core.manager.ResourceManager;
import io.kuma.core.proxy.VirtualAddress;
import io.kuma.core.snapshot.Reachability;
import io.kuma.core.snapshot.StoredSnapshot;
import io.kuma.core.vip.ServiceVips;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whose virtual addresses are which, in the words of recordings. */
final class VipOwners {
  private VipOwners() {}

  /** The virtual addresses of meshes, each with what recordings say for it. */
  static Map<String, String> of(ResourceManager manager, ResourceTypes types, Set<String> meshes) {
    Map<String, String> owners = new TreeMap<>();
    for (ResourceType<?> type : types.all()) {
      for (Resource<?> resource :
          type.isDestination() ? manager.list(type, null) : List.<Resource<?>>of()) {
        if (meshes.contains(resource.mesh())) {
          String owner = type.path() + "/" + resource.name();
          for (String ip : Reachability.of(resource.status()).vips()) {
            owners.put(ip, "{{vip " + owner + "}}");
            VirtualAddress.toIpv6(ip).ifPresent(v6 -> owners.put(v6, "{{vip6 " + owner + "}}"));
          }
        }
      }
    }
    for (String mesh : meshes) {
      ServiceVips.DEFAULT
          .of(new StoredSnapshot(mesh, manager))
          .forEach(
              vip -> {
                String owner = vip.hostnames().get(0);
                owners.put(vip.addresses().get(0), "{{vip " + owner + "}}");
                owners.put(vip.addresses().get(1), "{{vip6 " + owner + "}}");
              });
    }
    return owners;
  }
}
