package io.kuma.xds.ads;

import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.kuma.xds.cache.VersionFold;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.cache.XdsType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a proxy asked for of one type, and what it has, by state of the world. */
final class SotwSubscription {
  private final @Nullable XdsType type;
  private final SortedSet<String> names = new TreeSet<>();
  private int revision;

  /** The version that the proxy uses; empty if it has nothing, or something unknown. */
  private String version;

  /** Versions of the resources in it, as far as they are known. */
  private SortedMap<String, String> held;

  /** Versions of the newest content that was sent, refused or not; null before the first. */
  private @Nullable SortedMap<String, String> sent;

  private @Nullable Outstanding outstanding;
  private @Nullable Rejection rejection;
  private String nonce = "";

  /** A response that the proxy has not answered yet. */
  private record Outstanding(String version, SortedMap<String, String> content) {}

  SotwSubscription(@Nullable XdsType type, DiscoveryRequest first) {
    this.type = type;
    this.version = first.getVersionInfo();
    this.held = type == null ? Collections.emptySortedMap() : VersionFold.parts(type, this.version);
    names.addAll(first.getResourceNamesList());
  }

  Reply receive(DiscoveryRequest request, Instant now, Duration backoff) {
    boolean answers = !request.getResponseNonce().isEmpty();
    if (answers && !request.getResponseNonce().equals(nonce)) {
      // It crossed a newer response; the answer to that one will say all of this again.
      return new Reply.Request();
    }
    update(request.getResourceNamesList());
    if (!answers || outstanding == null) {
      return new Reply.Request();
    }
    Outstanding answered = outstanding;
    outstanding = null;
    if (request.hasErrorDetail()) {
      rejection = new Rejection(answered.version(), now.plus(backoff));
      return new Reply.Rejected(type, request.getErrorDetail().getMessage());
    }
    rejection = null;
    version = answered.version();
    held = answered.content();
    forgetUnasked();
    return new Reply.Acknowledged(type);
  }

  private void update(List<String> wanted) {
    if (names.size() != wanted.size() || !names.containsAll(wanted)) {
      names.clear();
      names.addAll(wanted);
      revision++;
      forgetUnasked();
    }
  }

  /** What the proxy does not ask for any more it drops, and has to get again if it asks again. */
  private void forgetUnasked() {
    if (type != null && !type.isWildcard() && !names.containsAll(held.keySet())) {
      SortedMap<String, String> kept = new TreeMap<>(held);
      kept.keySet().retainAll(names);
      held = kept;
      version = VersionFold.ofVersions(type, kept);
    }
  }

  /** Counts the changes of its names. */
  int revision() {
    return revision;
  }

  boolean isOutstanding() {
    return outstanding != null;
  }

  /** Whether the proxy uses this version. */
  boolean uses(String wanted) {
    return outstanding == null && version.equals(wanted);
  }

  /** Whether it was sent this version, answered or not. */
  boolean wasSent(String wanted) {
    return outstanding == null ? version.equals(wanted) : outstanding.version().equals(wanted);
  }

  boolean forbids(String wanted, Instant now) {
    return rejection != null && rejection.forbids(wanted, now);
  }

  Optional<Instant> retryAt() {
    return Optional.ofNullable(rejection).map(Rejection::retryAt);
  }

  /** What of {@code all} it asked for, where naming nothing means everything. */
  SortedMap<String, VersionedResource> select(SortedMap<String, VersionedResource> all) {
    if (names.isEmpty() || names.contains("*")) {
      return all;
    }
    SortedMap<String, VersionedResource> selected = new TreeMap<>();
    for (String name : names) {
      VersionedResource resource = all.get(name);
      if (resource != null) {
        selected.put(name, resource);
      }
    }
    return selected;
  }

  SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(names);
  }

  /** Versions of what the proxy uses, by name, as far as they are known. */
  SortedMap<String, String> held() {
    return Collections.unmodifiableSortedMap(held);
  }

  /**
   * Versions of the newest content that was sent or turned out to be there; null before the first.
   */
  @Nullable SortedMap<String, String> sent() {
    return sent;
  }

  /** The proxy presented the version of this content, so it has it already. */
  void found(SortedMap<String, VersionedResource> content) {
    if (sent == null) {
      held = versions(content);
      sent = held;
    }
  }

  /** A response with this content, of which the proxy may hold some already, is on its way. */
  void sent(String newVersion, String newNonce, SortedMap<String, VersionedResource> content) {
    sent = versions(content);
    outstanding = new Outstanding(newVersion, sent);
    nonce = newNonce;
  }

  private static SortedMap<String, String> versions(SortedMap<String, VersionedResource> content) {
    SortedMap<String, String> versions = new TreeMap<>();
    content.forEach((name, resource) -> versions.put(name, resource.version()));
    return versions;
  }
}
