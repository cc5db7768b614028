package io.kuma.resource.validate;

import io.kuma.model.Scope;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import java.util.regex.Pattern;

/** What resources and meshes may be called (contract section 2.4). */
public final class MetaRules {
  private static final int MAX_LENGTH = 253;
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*+");
  // What meshes could be called before there was SUBDOMAIN; they may be there still.
  private static final Pattern OLD_MESH = Pattern.compile("[0-9a-z-_.]*");

  private MetaRules() {}

  /** Reports under {@code name} and, for types that live in meshes, {@code mesh}. */
  public static void check(Violations violations, String name, String mesh, Scope scope) {
    checkName(violations.at("name"), name);
    if (scope == Scope.MESH) {
      checkMeshName(violations.at("mesh"), mesh);
    }
  }

  /** Reports what is no name of a mesh. */
  public static void checkMeshName(Path path, String name) {
    check(
        path,
        name,
        OLD_MESH,
        "invalid characters. Valid characters are numbers, lowercase latin letters and '-', '_',"
            + " '.' symbols.");
  }

  /** Reports what is no name of a resource. */
  public static void checkName(Path path, String name) {
    check(
        path,
        name,
        SUBDOMAIN,
        "invalid characters. A lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
            + " characters, '-' or '.', and must start and end with an alphanumeric character");
  }

  /** Reports a text of more than {@code max} characters. */
  public static void checkLength(Path path, String text, int max) {
    if (text.length() > max) {
      path.add("must not be longer than " + max + " characters");
    }
  }

  private static void check(Path path, String text, Pattern allowed, String otherwise) {
    if (text.isEmpty()) {
      path.add("cannot be empty");
    } else if (text.length() > MAX_LENGTH) {
      path.add("value length must less or equal 253");
    } else if (!allowed.matcher(text).matches()) {
      path.add(otherwise);
    }
  }
}
