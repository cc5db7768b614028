package io.kuma.xds.envoy;

import java.util.regex.Pattern;

/** Names as they may stand within the dotted names of Envoy's statistics. */
public final class StatNames {
  private static final Pattern NOT_ALLOWED = Pattern.compile("[^a-zA-Z0-9_-]");

  private StatNames() {}

  /** {@code localhost:80} becomes {@code localhost_80}. */
  public static String of(String name) {
    return NOT_ALLOWED.matcher(name).replaceAll("_");
  }
}
