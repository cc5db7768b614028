package io.kuma.policy.meshloadbalancingstrategy;

import io.kuma.model.Doc;
import io.kuma.model.IntOrString;
import io.kuma.model.schema.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one of equally good instances is chosen. */
public record LoadBalancer(
    @Doc("Which of the others is meant; it need not be set.") Type type,
    @Doc("Each instance in turn.") @Nullable RoundRobin roundRobin,
    @Doc("The less busy of some instances.") @Nullable LeastRequest leastRequest,
    @Doc("Consistent hashing on a ring.") @Nullable RingHash ringHash,
    @Doc("Any instance.") @Nullable Random random,
    @Doc("Consistent hashing with a table.") @Nullable Maglev maglev) {

  /** The ways of choosing. */
  public enum Type {
    RoundRobin,
    LeastRequest,
    RingHash,
    Random,
    Maglev
  }

  /** Each in turn; has no settings. */
  public record RoundRobin() {}

  /** Any; has no settings. */
  public record Random() {}

  /** The less busy of some instances. */
  public record LeastRequest(
      @Doc("Among how many random instances the least busy is chosen; 2 if absent.")
          @Limits(minimum = 2)
          @Nullable Integer choiceCount,
      @Doc(
              "How much busy instances are avoided where instances have weights: 0 not at all; 1 if"
                  + " absent. A whole number, or a decimal in quotes.")
          @Nullable IntOrString activeRequestBias) {}

  /** Consistent hashing on a ring. */
  public record RingHash(
      @Doc("The hash function; XXHash if absent.") @Nullable HashFunction hashFunction,
      @Doc("How many entries the ring has at least; 1024 if absent.")
          @Limits(minimum = 1, maximum = 8_000_000)
          @Nullable Integer minRingSize,
      @Doc("How many entries the ring has at most; 8 million if absent.")
          @Limits(minimum = 1, maximum = 8_000_000)
          @Nullable Integer maxRingSize,
      @Doc("What of a request is hashed; those beside the load balancer are preferred.")
          @Nullable List<HashPolicy> hashPolicies) {
    public RingHash {
      hashPolicies = hashPolicies == null ? null : List.copyOf(hashPolicies);
    }
  }

  /** Hash functions. */
  public enum HashFunction {
    XXHash,
    MurmurHash2
  }

  /** Consistent hashing with a table. */
  public record Maglev(
      @Doc("The size of the table, a prime number; 65537 if absent.")
          @Limits(minimum = 1, maximum = 5_000_011)
          @Nullable Integer tableSize,
      @Doc("What of a request is hashed; those beside the load balancer are preferred.")
          @Nullable List<HashPolicy> hashPolicies) {
    public Maglev {
      hashPolicies = hashPolicies == null ? null : List.copyOf(hashPolicies);
    }
  }
}
