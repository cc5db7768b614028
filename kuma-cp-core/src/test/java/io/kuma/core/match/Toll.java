package io.kuma.core.match;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Match;
import io.kuma.model.Policy;
import io.kuma.model.PolicyType;
import io.kuma.model.ResourceType;
import io.kuma.model.TargetRef;
import io.kuma.model.Validator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy for tests: it has confs in every place that a policy can have them. */
@Doc("What has to be paid.")
@Kind
public record Toll(
    @Doc("The proxies.") @Nullable TargetRef targetRef,
    @Doc("By destination.") @Nullable List<To> to,
    @Doc("By client.") @Nullable List<From> from,
    @Doc("By match.") @Nullable List<Rule> rules,
    @Doc("For the proxy.") @JsonProperty("default") @Nullable Conf conf)
    implements Policy {

  static final PolicyType<Toll, Conf> TYPE =
      new PolicyType<>(ResourceType.of(Toll.class, Validator.none()), Conf.class, true);

  /** By destination. */
  public record To(
      @Doc("Whom.") TargetRef targetRef, @Doc("What.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.To<Conf> {}

  /** By client. */
  public record From(
      @Doc("Whom.") TargetRef targetRef, @Doc("What.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.From<Conf> {}

  /** By match. */
  public record Rule(
      @Doc("Whom.") @Nullable List<Match> matches,
      @Doc("What.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.Rule<Conf> {}

  /** A price. */
  public record Conf(
      @Doc("How much.") @Nullable Integer price,
      @Doc("Of what.") @Nullable String currency,
      @Doc("And more.") @Nullable Extra extra) {

    /** What holds if {@code stronger} was said too: the meaning of merging, by hand. */
    Conf and(Conf stronger) {
      return new Conf(
          stronger.price == null ? price : stronger.price,
          stronger.currency == null ? currency : stronger.currency,
          extra == null || stronger.extra == null
              ? stronger.extra == null ? extra : stronger.extra
              : extra.and(stronger.extra));
    }
  }

  /** Something nested. */
  public record Extra(
      @Doc("For the way.") @Nullable Integer tip, @Doc("Where.") @Nullable List<String> places) {
    Extra and(Extra stronger) {
      return new Extra(
          stronger.tip == null ? tip : stronger.tip,
          stronger.places == null ? places : stronger.places);
    }
  }
}
