package io.kuma.resource.validate;

import static io.kuma.model.TargetRefKind.Dataplane;
import static io.kuma.model.TargetRefKind.Mesh;
import static io.kuma.model.TargetRefKind.MeshGateway;
import static io.kuma.model.TargetRefKind.MeshService;
import static io.kuma.model.TargetRefKind.MeshServiceSubset;
import static io.kuma.model.TargetRefKind.MeshSubset;

import io.kuma.model.TargetRef;
import io.kuma.model.TargetRefKind;
import io.kuma.model.Violations.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a reference may say, at the place where it stands: which kinds, and which fields with each
 * of them (contract sections 3.4 and 10.3).
 *
 * @param kinds what can be referred to
 * @param listenerTagsAllowed a gateway can be narrowed down to listeners by tags
 * @param inboundPolicy a Dataplane can be narrowed down to an inbound by section
 */
public record TargetRefRules(
    Set<TargetRefKind> kinds, boolean listenerTagsAllowed, boolean inboundPolicy) {

  /** Sidecars: what any policy may be for. */
  public static final TargetRefRules PROXIES =
      of(Mesh, MeshSubset, MeshService, MeshServiceSubset, Dataplane);

  /** Sidecars and whole gateways. */
  public static final TargetRefRules PROXIES_AND_GATEWAYS = PROXIES.and(MeshGateway);

  /** Sidecars, gateways, and listeners of gateways. */
  public static final TargetRefRules PROXIES_AND_LISTENERS =
      PROXIES_AND_GATEWAYS.withListenerTags();

  private static final Pattern NAME = Pattern.compile("[0-9a-z.\\-_]*");

  public TargetRefRules {
    kinds = Set.copyOf(kinds);
  }

  /** References to these kinds, without listener tags and inbound sections. */
  public static TargetRefRules of(TargetRefKind... kinds) {
    return new TargetRefRules(Set.copyOf(List.of(kinds)), false, false);
  }

  /** References to one more kind. */
  public TargetRefRules and(TargetRefKind kind) {
    Set<TargetRefKind> more = EnumSet.copyOf(kinds);
    more.add(kind);
    return new TargetRefRules(more, listenerTagsAllowed, inboundPolicy);
  }

  public TargetRefRules withListenerTags() {
    return new TargetRefRules(kinds, true, inboundPolicy);
  }

  /** References of a policy that configures inbounds, or does not. */
  public TargetRefRules forInbounds(boolean inbound) {
    return new TargetRefRules(kinds, listenerTagsAllowed, inbound);
  }

  /** Reports every problem; nothing if there is no reference. */
  public void check(Path path, @Nullable TargetRef ref) {
    if (ref == null) {
      return;
    }
    if (!kinds.contains(ref.kind())) {
      path.field("kind").add("value '" + ref.kind() + "' is not supported");
      return;
    }
    switch (ref.kind()) {
      case Mesh -> checkMesh(path, ref);
      case MeshSubset -> checkMeshSubset(path, ref);
      case Dataplane -> checkDataplane(path, ref);
      case MeshService, MeshMultiZoneService -> checkDestination(path, ref);
      case MeshHTTPRoute -> {
        checkDestination(path, ref);
        disallow(path, "sectionName", isSet(ref.sectionName()), ref);
      }
      case MeshExternalService -> checkExternal(path, ref);
      case MeshServiceSubset, MeshGateway -> checkNamed(path, ref);
    }
  }

  private static void checkMesh(Path path, TargetRef ref) {
    if (isSet(ref.name())) {
      path.field("name").add("using name with kind Mesh is not yet supported");
    }
    disallow(path, "mesh", isSet(ref.mesh()), ref);
    disallow(path, "tags", isSet(ref.tags()), ref);
    disallowPlace(path, ref);
    checkProxyTypes(path, ref);
  }

  private static void checkMeshSubset(Path path, TargetRef ref) {
    disallow(path, "name", isSet(ref.name()), ref);
    disallow(path, "mesh", isSet(ref.mesh()), ref);
    checkTags(path, ref, TagRules.TAGS);
    disallowPlace(path, ref);
    checkProxyTypes(path, ref);
  }

  private void checkDataplane(Path path, TargetRef ref) {
    disallow(path, "tags", isSet(ref.tags()), ref);
    disallow(path, "mesh", isSet(ref.mesh()), ref);
    disallow(path, "proxyTypes", isSet(ref.proxyTypes()), ref);
    checkLabelsAlone(path, ref, "name and namespace");
    if (!inboundPolicy && isSet(ref.sectionName())) {
      path.field("sectionName").add("can only be used with inbound policies");
    }
  }

  private static void checkDestination(Path path, TargetRef ref) {
    checkName(path, ref);
    disallow(path, "mesh", isSet(ref.mesh()), ref);
    disallow(path, "tags", isSet(ref.tags()), ref);
    disallow(path, "proxyTypes", isSet(ref.proxyTypes()), ref);
    requireNameOrLabels(path, ref);
    checkLabelsAlone(path, ref, "name and namespace");
  }

  private static void checkExternal(Path path, TargetRef ref) {
    checkName(path, ref);
    disallow(path, "mesh", isSet(ref.mesh()), ref);
    disallow(path, "tags", isSet(ref.tags()), ref);
    disallow(path, "proxyTypes", isSet(ref.proxyTypes()), ref);
    requireNameOrLabels(path, ref);
    checkLabelsAlone(path, ref, "name");
    disallow(path, "sectionName", isSet(ref.sectionName()), ref);
  }

  private void checkNamed(Path path, TargetRef ref) {
    if (!isSet(ref.name())) {
      path.field("name").add("must be set when kind is " + ref.kind());
    }
    checkName(path, ref);
    disallow(path, "mesh", isSet(ref.mesh()), ref);
    disallow(path, "proxyTypes", isSet(ref.proxyTypes()), ref);
    checkTags(path, ref, TagRules.SELECTOR);
    disallow(
        path, "tags", ref.kind() == MeshGateway && !listenerTagsAllowed && isSet(ref.tags()), ref);
    disallowPlace(path, ref);
  }

  private static void checkName(Path path, TargetRef ref) {
    if (ref.name() != null && !NAME.matcher(ref.name()).matches()) {
      path.field("name")
          .add(
              "invalid characters: must consist of lower case alphanumeric characters, '-', '.' and"
                  + " '_'.");
    }
  }

  private static void checkTags(Path path, TargetRef ref, TagRules rules) {
    rules.check(path.field("tags"), ref.tags() == null ? Map.of() : ref.tags());
  }

  private static void checkProxyTypes(Path path, TargetRef ref) {
    if (ref.proxyTypes() != null && ref.proxyTypes().isEmpty()) {
      path.field("proxyTypes").add("must be undefined or have at least one element");
    }
  }

  private static void requireNameOrLabels(Path path, TargetRef ref) {
    if (!isSet(ref.name()) && !isSet(ref.labels())) {
      path.add("name or labels must be set when kind is " + ref.kind());
    }
  }

  private static void checkLabelsAlone(Path path, TargetRef ref, String instead) {
    if (isSet(ref.labels()) && (isSet(ref.name()) || isSet(ref.namespace()))) {
      path.field("labels").add("either labels or " + instead + " must be specified");
    }
  }

  private static void disallowPlace(Path path, TargetRef ref) {
    disallow(path, "labels", isSet(ref.labels()), ref);
    disallow(path, "namespace", isSet(ref.namespace()), ref);
    disallow(path, "sectionName", isSet(ref.sectionName()), ref);
  }

  private static void disallow(Path path, String field, boolean isSet, TargetRef ref) {
    if (isSet) {
      path.field(field).add("must not be set with kind " + ref.kind());
    }
  }

  private static boolean isSet(@Nullable String text) {
    return text != null && !text.isEmpty();
  }

  private static boolean isSet(@Nullable Map<String, String> map) {
    return map != null && !map.isEmpty();
  }

  private static boolean isSet(@Nullable Collection<?> items) {
    return items != null && !items.isEmpty();
  }
}
