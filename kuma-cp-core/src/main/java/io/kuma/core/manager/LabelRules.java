package io.kuma.core.manager;

import io.kuma.core.manager.ControlPlane.Mode;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Labels;
import io.kuma.model.ResourceType;
import io.kuma.model.Violations;
import io.kuma.model.json.GoQuote;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which labels users may give to a resource, and which of them may never change (contract 2.4).
 * Keys and values follow the rules and the wording of Kubernetes.
 *
 * @param controlPlane decides where resources may come from
 */
public record LabelRules(ControlPlane controlPlane) {
  private static final List<String> IMMUTABLE =
      List.of(Labels.ORIGIN, Labels.ZONE, Labels.DISPLAY_NAME);

  private static final Set<String> ORIGINS = Set.of(Mode.GLOBAL.wireName(), Mode.ZONE.wireName());

  private static final int MAX_PART = 63;
  private static final int MAX_PREFIX = 253;
  private static final String PART = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final Pattern NAME = Pattern.compile(PART);
  private static final Pattern VALUE = Pattern.compile("(" + PART + ")?");
  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*+");
  private static final Pattern DNS_1035 = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

  private static final String CONSISTS =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
          + " validation is '"
          + PART
          + "')";
  private static final String BAD_VALUE =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
          + " 'my_value',  or '12345', regex used for validation is '("
          + PART
          + ")?')";
  private static final String BAD_PREFIX =
      "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
          + " characters, '-' or '.', and must start and end with an alphanumeric character (e.g."
          + " 'example.com', regex used for validation is"
          + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  private static final String BAD_WORKLOAD =
      "must be a valid DNS-1035 label (at most 63 characters, matching regex"
          + " [a-z]([-a-z0-9]*[a-z0-9])?): a DNS-1035 label must consist of lower case"
          + " alphanumeric characters or '-', start with an alphabetic character, and end with an"
          + " alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is"
          + " '[a-z]([-a-z0-9]*[a-z0-9])?')";

  /**
   * Checks the labels that a user sent for a resource of {@code type}.
   *
   * @param mesh of the resource; empty if it has none
   */
  public void check(
      ResourceType<?> type, Map<String, String> labels, String mesh, Violations violations) {
    String origin = labels.get(Labels.ORIGIN);
    if (origin != null && !ORIGINS.contains(origin)) {
      origin(violations).add("unknown resource origin " + GoQuote.quote(origin));
    }
    checkWriter(type, labels, violations);
    if (controlPlane.mode() == Mode.ZONE && !Mode.GLOBAL.wireName().equals(origin)) {
      checkZone(labels, mesh, violations);
    }
    labels.forEach(
        (key, value) -> {
          Violations.Path at = violations.at("labels").key(key);
          checkKey(key, at);
          checkValue(value, at);
        });
  }

  /**
   * Checks that a resource with these labels may be written or deleted here, and not only where it
   * came from. A zone below a global control plane wants to be told so.
   */
  public void checkWriter(ResourceType<?> type, Map<String, String> labels, Violations violations) {
    String origin = labels.get(Labels.ORIGIN);
    boolean wrongOnGlobal =
        controlPlane.mode() == Mode.GLOBAL
            && origin != null
            && !origin.equals(Mode.GLOBAL.wireName());
    boolean wrongInZone =
        controlPlane.federated()
            && type.shape() == Shape.SPEC
            && !Mode.ZONE.wireName().equals(origin);
    if (wrongOnGlobal || wrongInZone) {
      origin(violations)
          .add("the origin label must be set to '" + controlPlane.mode().wireName() + "'");
    }
  }

  /** Whether {@link #checkWriter} can object to anything. */
  public boolean restrictsWriters() {
    return controlPlane.mode() == Mode.GLOBAL || controlPlane.federated();
  }

  private void checkZone(Map<String, String> labels, String mesh, Violations violations) {
    String zone = labels.get(Labels.ZONE);
    if (zone != null && !zone.equals(controlPlane.zone())) {
      violations
          .at("labels")
          .key(Labels.ZONE)
          .add("kuma.io/zone label should have " + controlPlane.zone() + " value");
    }
    String ofMesh = labels.get(Labels.MESH);
    if (ofMesh != null && !ofMesh.equals(mesh)) {
      violations
          .at("labels")
          .key(Labels.MESH)
          .add("kuma.io/mesh label must not differ from mesh set on resource");
    }
  }

  private static Violations.Path origin(Violations violations) {
    return violations.at("labels").key(Labels.ORIGIN);
  }

  /** Checks that an update leaves alone what says where the resource comes from. */
  public void checkImmutable(
      Map<String, String> before, Map<String, String> after, Violations violations) {
    for (String key : IMMUTABLE) {
      String old = before.get(key);
      @Nullable String now = after.get(key);
      if (old == null || old.equals(now)) {
        continue;
      }
      violations
          .at("labels")
          .key(key)
          .add(
              now == null
                  ? "is immutable, cannot be removed (was \"" + old + "\")"
                  : "is immutable, cannot be changed from \"" + old + "\" to \"" + now + "\"");
    }
  }

  /** Checks the workload label of a Dataplane, which becomes a part of its identity. */
  public void checkWorkload(Map<String, String> labels, Violations violations) {
    String workload = labels.get(Labels.WORKLOAD);
    if (workload != null
        && (workload.length() > MAX_PART || !DNS_1035.matcher(workload).matches())) {
      violations.at("labels").key(Labels.WORKLOAD).add(BAD_WORKLOAD);
    }
  }

  private static void checkKey(String key, Violations.Path at) {
    int slash = key.indexOf('/');
    String name = key.substring(slash + 1);
    if (name.indexOf('/') >= 0) {
      at.add(
          "a qualified name "
              + CONSISTS
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
      return;
    }
    if (slash >= 0) {
      checkPrefix(key.substring(0, slash), at);
    }
    if (name.isEmpty()) {
      at.add("name part must be non-empty");
    } else if (bytes(name) > MAX_PART) {
      at.add("name part must be no more than " + MAX_PART + " bytes");
    }
    if (!NAME.matcher(name).matches()) {
      at.add("name part " + CONSISTS);
    }
  }

  private static void checkPrefix(String prefix, Violations.Path at) {
    if (prefix.isEmpty()) {
      at.add("prefix part must be non-empty");
    } else if (bytes(prefix) > MAX_PREFIX) {
      at.add("prefix part must be no more than " + MAX_PREFIX + " bytes");
    } else if (!PREFIX.matcher(prefix).matches()) {
      at.add(BAD_PREFIX);
    }
  }

  private static void checkValue(String value, Violations.Path at) {
    if (bytes(value) > MAX_PART) {
      at.add("must be no more than " + MAX_PART + " bytes");
    }
    if (!VALUE.matcher(value).matches()) {
      at.add(BAD_VALUE);
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
