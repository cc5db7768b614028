package io.kuma.policy.meshloadbalancingstrategy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Policy;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Load balancing, as on the wire (contract section 3.4). */
@Doc("To which instance of a destination a request goes.")
@Kind(
    shortName = "mlbs",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshLoadBalancingStrategy(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("How they balance, by destination.") @Nullable List<To> to)
    implements Policy {

  public MeshLoadBalancingStrategy {
    to = to == null ? null : List.copyOf(to);
  }

  /** How requests to a destination are balanced. */
  public record To(
      @Doc("The destination.") TargetRef targetRef,
      @Doc("How requests to it are balanced.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.To<Conf> {}

  /** How requests are balanced. */
  public record Conf(
      @Doc("Which instances are preferred by where they are.")
          @Nullable LocalityAwareness localityAwareness,
      @Doc("How one of equally good instances is chosen.") @Nullable LoadBalancer loadBalancer,
      @Doc(
              "What of a request decides which others go to the same instance, for balancers that"
                  + " hash; the first that a request has counts first.")
          @Nullable List<HashPolicy> hashPolicies) {
    public Conf {
      hashPolicies = hashPolicies == null ? null : List.copyOf(hashPolicies);
    }
  }
}
