package io.kuma.xds.generate;

import io.envoyproxy.envoy.config.core.v3.RuntimeFractionalPercent;
import io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.kuma.core.proxy.Outbound;
import io.kuma.core.proxy.OutboundRoute;
import io.kuma.core.proxy.OutboundRoute.Mirror;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.xds.envoy.ProtoValues;
import io.kuma.xds.plugin.RouteXds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A route of Envoy that is being put together. */
final class RoutePlace implements RouteXds {
  /** So many to one percent, in Envoy's finest common denominator but one. */
  private static final BigDecimal TEN_THOUSANDTHS_IN_PERCENT = BigDecimal.valueOf(100);

  private final ProxyModel proxy;
  private final Outbound outbound;
  private final Route.Builder route;
  private final RouteAction.Builder action;
  private @Nullable RedirectAction redirect;

  RoutePlace(ProxyModel proxy, Outbound outbound, OutboundRoute from, RouteMatch match) {
    this.proxy = proxy;
    this.outbound = outbound;
    this.route = Route.newBuilder().setName(from.name()).setMatch(match);
    this.action = action(from);
  }

  /** Without a timeout: how long to wait is for a policy to say. */
  private static RouteAction.Builder action(OutboundRoute from) {
    RouteAction.Builder action = RouteAction.newBuilder().setTimeout(ProtoValues.seconds(0));
    if (from.backends().size() == 1) {
      action.setCluster(from.backends().get(0).backend());
    } else {
      WeightedCluster.Builder split = WeightedCluster.newBuilder();
      from.backends()
          .forEach(
              share ->
                  split.addClusters(
                      WeightedCluster.ClusterWeight.newBuilder()
                          .setName(share.backend())
                          .setWeight(ProtoValues.uint32(share.weight()))));
      action.setWeightedClusters(split);
    }
    if (from.hostOfInstance()) {
      action.setAutoHostRewrite(ProtoValues.TRUE);
    }
    from.mirrors().forEach(mirror -> action.addRequestMirrorPolicies(mirrored(mirror)));
    return action;
  }

  private static RouteAction.RequestMirrorPolicy mirrored(Mirror mirror) {
    RouteAction.RequestMirrorPolicy.Builder policy =
        RouteAction.RequestMirrorPolicy.newBuilder().setCluster(mirror.backend());
    mirror
        .percentage()
        .ifPresent(
            percentage ->
                policy.setRuntimeFraction(
                    RuntimeFractionalPercent.newBuilder().setDefaultValue(fraction(percentage))));
    return policy.build();
  }

  private static FractionalPercent fraction(BigDecimal percentage) {
    return FractionalPercent.newBuilder()
        .setNumerator(
            percentage
                .multiply(TEN_THOUSANDTHS_IN_PERCENT)
                .setScale(0, RoundingMode.HALF_UP)
                .intValueExact())
        .setDenominator(FractionalPercent.DenominatorType.TEN_THOUSAND)
        .build();
  }

  @Override
  public ProxyModel proxy() {
    return proxy;
  }

  @Override
  public Outbound outbound() {
    return outbound;
  }

  @Override
  public Route.Builder route() {
    return route;
  }

  @Override
  public Optional<RouteAction.Builder> action() {
    return redirect == null ? Optional.of(action) : Optional.empty();
  }

  @Override
  public void redirect(RedirectAction newRedirect) {
    redirect = newRedirect;
  }

  Route build() {
    return redirect == null ? route.setRoute(action).build() : route.setRedirect(redirect).build();
  }
}
