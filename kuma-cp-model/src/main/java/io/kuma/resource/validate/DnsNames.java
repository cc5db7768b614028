package io.kuma.resource.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names in DNS and the problems with them, in the words of Kubernetes, which clients know. */
public final class DnsNames {
  private static final String SUBDOMAIN =
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
  private static final String RFC_1035_LABEL = "[a-z]([-a-z0-9]*[a-z0-9])?";
  private static final String RFC_1123_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

  // Possessive, as everywhere where a group repeats: Java's patterns recurse for what may be
  // undone,
  // and a long name would be more than the stack holds.
  private static final Pattern IS_SUBDOMAIN = Pattern.compile(SUBDOMAIN + "+");

  private static final Pattern IS_RFC_1035_LABEL = Pattern.compile(RFC_1035_LABEL);
  private static final Pattern IS_RFC_1123_LABEL = Pattern.compile(RFC_1123_LABEL);
  private static final int MAX_SUBDOMAIN = 253;
  private static final int MAX_LABEL = 63;

  private DnsNames() {}

  /** Whether it consists of labels with dots between them (RFC 1123), however long. */
  public static boolean isSubdomain(String name) {
    return IS_SUBDOMAIN.matcher(name).matches();
  }

  /** What keeps a name from being labels with dots between them (RFC 1123); empty if it is fine. */
  public static List<String> subdomainProblems(String name) {
    List<String> problems = tooLong(name, MAX_SUBDOMAIN);
    if (!isSubdomain(name)) {
      problems.add(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-'"
              + " or '.', and must start and end with an alphanumeric character (e.g."
              + " 'example.com', regex used for validation is '"
              + SUBDOMAIN
              + "')");
    }
    return problems;
  }

  /** One label that starts with a letter (RFC 1035); empty if {@code name} is fine. */
  public static List<String> labelProblems(String name) {
    List<String> problems = tooLong(name, MAX_LABEL);
    if (!IS_RFC_1035_LABEL.matcher(name).matches()) {
      problems.add(
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with"
              + " an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',"
              + "  or 'abc-123', regex used for validation is '"
              + RFC_1035_LABEL
              + "')");
    }
    return problems;
  }

  /** One label (RFC 1123); empty if {@code name} is fine. */
  public static List<String> rfc1123LabelProblems(String name) {
    List<String> problems = tooLong(name, MAX_LABEL);
    if (!IS_RFC_1123_LABEL.matcher(name).matches()) {
      problems.add(
          IS_SUBDOMAIN.matcher(name).matches()
              ? "must not contain dots"
              : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or"
                  + " '-', and must start and end with an alphanumeric character (e.g. 'my-name',"
                  + "  or '123-abc', regex used for validation is '"
                  + RFC_1123_LABEL
                  + "')");
    }
    return problems;
  }

  /**
   * The warnings for a resource whose name becomes a part of host names and should be a label.
   *
   * @param type the resource's type
   */
  public static List<String> nameDeprecations(String type, String name) {
    List<String> problems = labelProblems(name);
    return problems.isEmpty()
        ? List.of()
        : List.of(
            "Invalid %s resource name: '%s'. It does not conform to the DNS format (RFC 1035). This is deprecated. Errors: %s"
                .formatted(type, name, String.join("; ", problems)));
  }

  private static List<String> tooLong(String name, int max) {
    List<String> problems = new ArrayList<>();
    if (name.length() > max) {
      problems.add("must be no more than " + max + " characters");
    }
    return problems;
  }
}
