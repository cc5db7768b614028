package io.kuma.core.manager;

import io.kuma.model.Violations;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.mesh.Mesh.DataplaneProxyConstraints;
import io.kuma.resource.mesh.Mesh.TagRule;
import java.util.List;
import java.util.Map;

/**
 * Which tags a mesh demands of its proxies and which it forbids (contract 3.1, {@code
 * constraints}). Upstream answers a breach with status 500; here it is a violation that names the
 * tags.
 */
final class MeshConstraints {
  private MeshConstraints() {}

  static void check(Mesh mesh, Dataplane dataplane, Violations violations) {
    if (mesh.constraints() == null || mesh.constraints().dataplaneProxy() == null) {
      return;
    }
    DataplaneProxyConstraints constraints = mesh.constraints().dataplaneProxy();
    boolean gateway = dataplane.gateway().isPresent();
    List<Map<String, String>> sets = dataplane.tagSets();
    for (int i = 0; i < sets.size(); i++) {
      Violations.Path at = violations.at("networking");
      Violations.Path tags =
          (gateway ? at.field("gateway") : at.field("inbound").index(i)).field("tags");
      checkSet(constraints, sets.get(i), tags);
    }
  }

  private static void checkSet(
      DataplaneProxyConstraints constraints, Map<String, String> tags, Violations.Path at) {
    List<TagRule> requirements = constraints.requirements();
    if (!requirements.isEmpty() && requirements.stream().noneMatch(rule -> fits(rule, tags))) {
      at.add("must have the tags that the mesh requires: " + text(requirements));
    }
    List<TagRule> broken =
        constraints.restrictions().stream().filter(rule -> fits(rule, tags)).toList();
    if (!broken.isEmpty()) {
      at.add("must not have the tags that the mesh forbids: " + text(broken));
    }
  }

  private static boolean fits(TagRule rule, Map<String, String> tags) {
    return rule.tags().entrySet().stream()
        .allMatch(
            wanted -> {
              String value = tags.get(wanted.getKey());
              return value != null
                  && (wanted.getValue().equals("*") || wanted.getValue().equals(value));
            });
  }

  private static String text(List<TagRule> rules) {
    return String.join(" or ", rules.stream().map(rule -> rule.tags().toString()).toList());
  }
}
