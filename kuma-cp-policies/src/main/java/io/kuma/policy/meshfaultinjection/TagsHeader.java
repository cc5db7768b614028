package io.kuma.policy.meshfaultinjection;

import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.kuma.core.match.Subset;
import io.kuma.core.match.Subset.Tag;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.ProxyModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The header in which a proxy tells its tags to those it calls: {@code &key=value,value&} for each
 * tag. Nothing proves it, so it is good for faults but not for permissions.
 */
final class TagsHeader {
  static final String NAME = "x-kuma-tags";

  private static final String ANY = "*";
  private static final String REGEX_CHARACTERS = "[\\\\.+*?()|\\[\\]{}^$]";

  private TagsHeader() {}

  /** All tags of the proxy's inbounds. */
  static String valueOf(ProxyModel proxy) {
    SortedMap<String, SortedSet<String>> tags = new TreeMap<>();
    for (Inbound inbound : proxy.inbounds()) {
      inbound
          .tags()
          .forEach((key, value) -> tags.computeIfAbsent(key, k -> new TreeSet<>()).add(value));
    }
    return tags.entrySet().stream()
        .map(tag -> "&" + tag.getKey() + "=" + String.join(",", tag.getValue()) + "&")
        .collect(Collectors.joining());
  }

  /**
   * Holds for callers that have all tags of the subset, but not all of those that it excludes: so
   * the contract has it, and subsets of one policy do not overlap.
   */
  static List<HeaderMatcher> matchers(Subset subset) {
    List<Tag> wanted = subset.tags().stream().filter(tag -> !tag.not()).toList();
    List<Tag> excluded = subset.tags().stream().filter(Tag::not).toList();
    List<HeaderMatcher> matchers = new ArrayList<>();
    if (!wanted.isEmpty()) {
      matchers.add(matcher(wanted).build());
    }
    if (!excluded.isEmpty()) {
      matchers.add(matcher(excluded).setInvertMatch(true).build());
    }
    return matchers;
  }

  /** Tags stand in the header in the order of their keys, as they do in a subset. */
  private static HeaderMatcher.Builder matcher(List<Tag> tags) {
    String regex =
        tags.stream()
            .map(tag -> "&" + tag.key() + "=" + value(tag.value()) + ".*")
            .collect(Collectors.joining("", ".*", ""));
    return HeaderMatcher.newBuilder()
        .setName(NAME)
        .setStringMatch(
            StringMatcher.newBuilder().setSafeRegex(RegexMatcher.newBuilder().setRegex(regex)));
  }

  private static String value(String value) {
    return value.equals(ANY) ? "" : "[^&]*" + value.replaceAll(REGEX_CHARACTERS, "\\\\$0") + "[,&]";
  }
}
