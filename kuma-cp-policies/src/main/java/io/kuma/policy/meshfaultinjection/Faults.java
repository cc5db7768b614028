package io.kuma.policy.meshfaultinjection;

import io.envoyproxy.envoy.extensions.filters.common.fault.v3.FaultDelay;
import io.envoyproxy.envoy.extensions.filters.common.fault.v3.FaultRateLimit;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.FaultAbort;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.kuma.model.Bandwidth;
import io.kuma.model.IntOrString;
import io.kuma.policy.meshfaultinjection.MeshFaultInjection.Fault;
import io.kuma.policy.meshfaultinjection.MeshFaultInjection.ResponseBandwidth;
import io.kuma.xds.envoy.FractionalPercents;
import io.kuma.xds.envoy.ProtoValues;
import java.math.BigDecimal;
import java.util.Optional;

/** Faults in Envoy's terms. */
final class Faults {
  private Faults() {}

  static HTTPFault.Builder of(Fault fault) {
    HTTPFault.Builder config = HTTPFault.newBuilder();
    if (fault.abort() != null) {
      config.setAbort(
          FaultAbort.newBuilder()
              .setHttpStatus(fault.abort().httpStatus())
              .setPercentage(percentage(fault.abort().percentage())));
    }
    if (fault.delay() != null) {
      config.setDelay(
          FaultDelay.newBuilder()
              .setFixedDelay(ProtoValues.duration(fault.delay().value()))
              .setPercentage(percentage(fault.delay().percentage())));
    }
    if (fault.responseBandwidth() != null) {
      limit(fault.responseBandwidth()).ifPresent(config::setResponseRateLimit);
    }
    return config;
  }

  private static Optional<FaultRateLimit> limit(ResponseBandwidth bandwidth) {
    return Bandwidth.parse(bandwidth.limit())
        .map(
            limit ->
                FaultRateLimit.newBuilder()
                    .setFixedLimit(
                        FaultRateLimit.FixedLimit.newBuilder().setLimitKbps(limit.kbps()))
                    .setPercentage(percentage(bandwidth.percentage()))
                    .build());
  }

  private static FractionalPercent percentage(IntOrString percentage) {
    return FractionalPercents.of(percentage.toDecimal().orElse(BigDecimal.ZERO));
  }
}
