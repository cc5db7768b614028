package io.kuma.resource.trafficroute;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.Selector;
import io.kuma.model.Sync;
import io.kuma.model.schema.Limits;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A route by tags, as on the wire (contract section 3.2). */
@Doc("Where traffic to a service goes.")
@Kind(path = "traffic-routes", shape = Shape.FLAT, sync = Sync.GLOBAL_TO_ZONE, inspectable = true)
public record TrafficRoute(
    @Doc("Who sends the traffic.") List<Selector> sources,
    @Doc("The services it is meant for.") List<Selector> destinations,
    @Doc("Where it goes.") @Nullable Conf conf)
    implements LegacyPolicy.OfOutbounds {

  public TrafficRoute {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
  }

  /** Where traffic goes. Either {@code split} or {@code destination}, for what no route takes. */
  public record Conf(
      @Doc("Destinations that share the traffic.") List<Split> split,
      @Doc("How endpoints are chosen.") @Nullable LoadBalancer loadBalancer,
      @Doc("Tags of the only destination.") @Nullable Map<String, String> destination,
      @Doc("Routes for some of the requests; the first that matches counts.")
          List<HttpRoute> http) {
    public Conf {
      split = List.copyOf(split);
      destination = sorted(destination);
      http = List.copyOf(http);
    }
  }

  /** A destination with its share. */
  public record Split(
      @Doc("The share, as a part of the sum of all weights.") @Limits(minimum = 0)
          @Nullable Integer weight,
      @Doc("Tags of the destination.") Map<String, String> destination) {
    public Split {
      destination = Collections.unmodifiableMap(new TreeMap<>(destination));
    }
  }

  /** How endpoints are chosen; exactly one of the ways. */
  public record LoadBalancer(
      @Doc("One after the other.") @Nullable RoundRobin roundRobin,
      @Doc("The least busy of some.") @Nullable LeastRequest leastRequest,
      @Doc("By a hash on a ring.") @Nullable RingHash ringHash,
      @Doc("By chance.") @Nullable Random random,
      @Doc("By a hash in a table.") @Nullable Maglev maglev) {}

  /** Endpoints in turn. */
  public record RoundRobin() {}

  /** The least busy of a few endpoints. */
  public record LeastRequest(
      @Doc("How many are compared; 2 if it is 0.") @Limits(minimum = 0) int choiceCount) {}

  /** Consistent hashing on a ring. */
  public record RingHash(
      @Doc("XX_HASH or MURMUR_HASH_2.") String hashFunction,
      @Doc("The smallest number of entries of the ring.") @Limits(minimum = 0)
          @Nullable Long minRingSize,
      @Doc("The largest number of entries of the ring.") @Limits(minimum = 0)
          @Nullable Long maxRingSize) {}

  /** Any endpoint. */
  public record Random() {}

  /** Consistent hashing with a table. */
  public record Maglev() {}

  /** A route for some of the requests. */
  public record HttpRoute(
      @Doc("The requests.") @Nullable HttpMatch match,
      @Doc("What is changed of them and of the answers.") @Nullable Modify modify,
      @Doc("Destinations that share them.") List<Split> split,
      @Doc("Tags of the only destination.") @Nullable Map<String, String> destination) {
    public HttpRoute {
      split = List.copyOf(split);
      destination = sorted(destination);
    }
  }

  /** Requests; all that is given has to match. */
  public record HttpMatch(
      @Doc("The method.") @Nullable StringMatcher method,
      @Doc("The path.") @Nullable StringMatcher path,
      @Doc("Headers by name.") @Nullable Map<String, StringMatcher> headers) {
    public HttpMatch {
      headers = sorted(headers);
    }
  }

  /** Texts; exactly one of the ways. */
  public record StringMatcher(
      @Doc("How they begin.") @Nullable String prefix,
      @Doc("What they are.") @Nullable String exact,
      @Doc("A regular expression for the whole text, in RE2's syntax.") @Nullable String regex) {}

  /** Changes of a request and its answer. */
  public record Modify(
      @Doc("The path of the request.") @Nullable ModifyPath path,
      @Doc("The host of the request.") @Nullable ModifyHost host,
      @Doc("Headers of the request.") @Nullable ModifyHeaders requestHeaders,
      @Doc("Headers of the answer.") @Nullable ModifyHeaders responseHeaders) {}

  /** A change of the path; one of the ways. */
  public record ModifyPath(
      @Doc("What stands instead of the prefix that matched.") @Nullable String rewritePrefix,
      @Doc("A part of it is replaced.") @Nullable RegexReplace regex) {}

  /** A change of the host; one of the ways. */
  public record ModifyHost(
      @Doc("The new host.") @Nullable String value,
      @Doc("The new host is taken from the path.") @Nullable RegexReplace fromPath) {}

  /** A replacement by a regular expression. */
  public record RegexReplace(
      @Doc("What is replaced, in RE2's syntax.") String pattern,
      @Doc("What stands instead; \\1 is the first group.") String substitution) {}

  /** Changes of headers. */
  public record ModifyHeaders(
      @Doc("Headers that are set.") List<AddHeader> add,
      @Doc("Headers that are taken away.") List<RemoveHeader> remove) {
    public ModifyHeaders {
      add = List.copyOf(add);
      remove = List.copyOf(remove);
    }
  }

  /** A header that is set. */
  public record AddHeader(
      @Doc("Its name.") String name,
      @Doc("Its value.") String value,
      @Doc("Whether values that are there already stay.") boolean append) {}

  /** A header that is taken away. */
  public record RemoveHeader(@Doc("Its name.") String name) {}

  private static <V> @Nullable Map<String, V> sorted(@Nullable Map<String, V> map) {
    return map == null ? null : Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
