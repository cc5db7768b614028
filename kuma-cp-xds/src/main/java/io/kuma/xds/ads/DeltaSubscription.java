package io.kuma.xds.ads;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.cache.XdsType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a proxy asked for of one type, and what it has, resource by resource. */
final class DeltaSubscription {
  private static final String ALL = "*";

  private final @Nullable XdsType type;
  private final SortedSet<String> names = new TreeSet<>();
  private boolean wildcard;

  /** Names that the proxy asked for and waits to hear of, if only that they do not exist. */
  private final SortedSet<String> expected = new TreeSet<>();

  /** Versions of what the proxy uses. */
  private final SortedMap<String, String> held = new TreeMap<>();

  /** Versions of the newest content that was sent, refused or not. */
  private final SortedMap<String, String> sent = new TreeMap<>();

  private final Map<String, Rejection> rejections = new HashMap<>();
  private @Nullable Outstanding outstanding;
  private boolean answered;
  private String nonce = "";

  /** A response that the proxy has not answered yet. */
  private record Outstanding(SortedMap<String, String> changed, SortedSet<String> removed) {}

  DeltaSubscription(@Nullable XdsType type, DeltaDiscoveryRequest first) {
    this.type = type;
    this.wildcard =
        first.getResourceNamesSubscribeCount() == 0 && (type == null || type.isWildcard());
    update(first);
    held.putAll(first.getInitialResourceVersionsMap());
    if (!wildcard) {
      held.keySet().retainAll(names);
    }
    sent.putAll(held);
    expected.removeAll(held.keySet());
    answered = !held.isEmpty();
  }

  Reply receive(DeltaDiscoveryRequest request, Instant now, Duration backoff) {
    Reply reply = answer(request, now, backoff);
    // Unlike in state of the world, names are differences: they count whatever they came with.
    update(request);
    return reply;
  }

  private Reply answer(DeltaDiscoveryRequest request, Instant now, Duration backoff) {
    if (request.getResponseNonce().isEmpty()
        || !request.getResponseNonce().equals(nonce)
        || outstanding == null) {
      return new Reply.Request();
    }
    Outstanding response = outstanding;
    outstanding = null;
    if (request.hasErrorDetail()) {
      Instant retryAt = now.plus(backoff);
      response
          .changed()
          .forEach((name, version) -> rejections.put(name, new Rejection(version, retryAt)));
      response.removed().forEach(name -> rejections.put(name, new Rejection("", retryAt)));
      return new Reply.Rejected(type, request.getErrorDetail().getMessage());
    }
    response.changed().forEach(this::accept);
    response.removed().forEach(this::drop);
    return new Reply.Acknowledged(type);
  }

  private void accept(String name, String version) {
    // It may have lost interest while the response was on its way.
    if (wildcard || names.contains(name)) {
      held.put(name, version);
    }
    rejections.remove(name);
  }

  private void drop(String name) {
    held.remove(name);
    rejections.remove(name);
  }

  private void update(DeltaDiscoveryRequest request) {
    for (String name : request.getResourceNamesSubscribeList()) {
      if (name.equals(ALL)) {
        wildcard = true;
      } else {
        // Asking again for something means that it is wanted again.
        names.add(name);
        expected.add(name);
        held.remove(name);
      }
    }
    for (String name : request.getResourceNamesUnsubscribeList()) {
      if (name.equals(ALL)) {
        wildcard = false;
        held.keySet().retainAll(names);
      } else {
        names.remove(name);
        expected.remove(name);
        if (!wildcard) {
          held.remove(name);
        }
      }
    }
  }

  boolean isOutstanding() {
    return outstanding != null;
  }

  boolean isWildcard() {
    return wildcard;
  }

  SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(names);
  }

  /** Versions of what the proxy uses, by name. */
  SortedMap<String, String> held() {
    return Collections.unmodifiableSortedMap(held);
  }

  /** Versions of the newest content that was sent, or that the proxy presented. */
  SortedMap<String, String> sent() {
    return Collections.unmodifiableSortedMap(sent);
  }

  /** Whether it was never told anything, not even that there is nothing. */
  boolean waitsForFirst() {
    return !answered;
  }

  /** Whether the proxy uses exactly these. */
  boolean uses(SortedMap<String, VersionedResource> wanted) {
    return outstanding == null && isSame(held, wanted);
  }

  /** Whether it was sent exactly these, answered or not. */
  boolean wasSent(SortedMap<String, VersionedResource> wanted) {
    return isSame(sent, wanted);
  }

  private static boolean isSame(
      SortedMap<String, String> versions, SortedMap<String, VersionedResource> wanted) {
    return versions.size() == wanted.size()
        && wanted.values().stream().allMatch(r -> r.version().equals(versions.get(r.name())));
  }

  /** What the proxy does not have as wanted, and may be sent. */
  SortedMap<String, VersionedResource> missing(
      SortedMap<String, VersionedResource> wanted, Instant now) {
    SortedMap<String, VersionedResource> missing = new TreeMap<>();
    wanted.forEach(
        (name, resource) -> {
          if (!resource.version().equals(held.get(name))
              && !isForbidden(name, resource.version(), now)) {
            missing.put(name, resource);
          }
        });
    return missing;
  }

  /**
   * What the proxy has or waits for in vain, and may be told that it does not exist. Endpoints and
   * secrets go with what names them; taking them away before would hurt the traffic that still
   * runs.
   */
  SortedSet<String> gone(Set<String> wanted, Instant now) {
    SortedSet<String> gone = new TreeSet<>();
    if (type != XdsType.SECRET) {
      gone.addAll(expected);
      if (type != XdsType.ENDPOINT) {
        gone.addAll(held.keySet());
      }
    }
    gone.removeAll(wanted);
    gone.removeIf(name -> isForbidden(name, "", now));
    return gone;
  }

  Optional<Instant> retryAt(Instant now) {
    return rejections.values().stream()
        .map(Rejection::retryAt)
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }

  /** A response is on its way. */
  void sent(String newNonce, Collection<VersionedResource> changed, SortedSet<String> removed) {
    SortedMap<String, String> versions = new TreeMap<>();
    changed.forEach(resource -> versions.put(resource.name(), resource.version()));
    outstanding = new Outstanding(versions, removed);
    nonce = newNonce;
    answered = true;
    sent.putAll(versions);
    sent.keySet().removeAll(removed);
    expected.removeAll(versions.keySet());
    expected.removeAll(removed);
  }

  private boolean isForbidden(String name, String version, Instant now) {
    Rejection rejection = rejections.get(name);
    return rejection != null && rejection.forbids(version, now);
  }
}
