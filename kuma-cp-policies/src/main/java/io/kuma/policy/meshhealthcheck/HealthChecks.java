package io.kuma.policy.meshhealthcheck;

import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.config.core.v3.HealthCheck;
import io.envoyproxy.envoy.config.core.v3.HealthCheck.GrpcHealthCheck;
import io.envoyproxy.envoy.config.core.v3.HealthCheck.HttpHealthCheck;
import io.envoyproxy.envoy.config.core.v3.HealthCheck.Payload;
import io.envoyproxy.envoy.config.core.v3.HealthCheck.TcpHealthCheck;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.health_check.event_sinks.file.v3.HealthCheckEventFileSink;
import io.envoyproxy.envoy.type.v3.CodecClientType;
import io.envoyproxy.envoy.type.v3.Int64Range;
import io.kuma.policy.meshhealthcheck.MeshHealthCheck.Conf;
import io.kuma.policy.meshhealthcheck.MeshHealthCheck.Grpc;
import io.kuma.policy.meshhealthcheck.MeshHealthCheck.Http;
import io.kuma.policy.meshhealthcheck.MeshHealthCheck.RequestHeaders;
import io.kuma.policy.meshhealthcheck.MeshHealthCheck.Tcp;
import io.kuma.xds.envoy.Packed;
import io.kuma.xds.envoy.ProtoValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks in Envoy's terms. */
record HealthChecks(Conf conf) {
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final int UNHEALTHY_THRESHOLD = 5;
  private static final int HEALTHY_THRESHOLD = 1;
  private static final String TAGS_HEADER = "x-kuma-tags";

  HealthCheck byBytes(Tcp tcp) {
    TcpHealthCheck.Builder check = TcpHealthCheck.newBuilder();
    if (tcp.send() != null) {
      check.setSend(payload(tcp.send()));
    }
    List<String> receive = tcp.receive() == null ? List.of() : tcp.receive();
    receive.forEach(text -> check.addReceive(payload(text)));
    return common().setTcpHealthCheck(check).build();
  }

  /**
   * @param tags who is asking, in the form of the header that tells it
   */
  HealthCheck byHttp(Http http, boolean http2, String tags) {
    HttpHealthCheck.Builder check =
        HttpHealthCheck.newBuilder()
            .setPath(http.path() == null ? "/" : http.path())
            .setCodecClientType(http2 ? CodecClientType.HTTP2 : CodecClientType.HTTP1)
            .addRequestHeadersToAdd(
                header(TAGS_HEADER, tags, HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD));
    RequestHeaders headers = http.requestHeadersToAdd();
    if (headers != null) {
      add(headers.add(), HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD, check);
      add(headers.set(), HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD, check);
    }
    List<Integer> statuses = http.expectedStatuses() == null ? List.of() : http.expectedStatuses();
    for (int status : statuses) {
      check.addExpectedStatuses(Int64Range.newBuilder().setStart(status).setEnd(status + 1));
    }
    return common().setHttpHealthCheck(check).build();
  }

  HealthCheck byGrpc(Grpc grpc) {
    GrpcHealthCheck.Builder check = GrpcHealthCheck.newBuilder();
    if (grpc.serviceName() != null) {
      check.setServiceName(grpc.serviceName());
    }
    if (grpc.authority() != null) {
      check.setAuthority(grpc.authority());
    }
    return common().setGrpcHealthCheck(check).build();
  }

  private HealthCheck.Builder common() {
    HealthCheck.Builder check =
        HealthCheck.newBuilder()
            .setInterval(ProtoValues.duration(orElse(conf.interval(), INTERVAL)))
            .setTimeout(ProtoValues.duration(orElse(conf.timeout(), TIMEOUT)))
            .setUnhealthyThreshold(
                ProtoValues.uint32(orElse(conf.unhealthyThreshold(), UNHEALTHY_THRESHOLD)))
            .setHealthyThreshold(
                ProtoValues.uint32(orElse(conf.healthyThreshold(), HEALTHY_THRESHOLD)))
            .setIntervalJitterPercent(orElse(conf.intervalJitterPercent(), 0))
            .setAlwaysLogHealthCheckFailures(orElse(conf.alwaysLogHealthCheckFailures(), false));
    if (conf.initialJitter() != null) {
      check.setInitialJitter(ProtoValues.duration(conf.initialJitter()));
    }
    if (conf.intervalJitter() != null) {
      check.setIntervalJitter(ProtoValues.duration(conf.intervalJitter()));
    }
    if (conf.noTrafficInterval() != null) {
      check.setNoTrafficInterval(ProtoValues.duration(conf.noTrafficInterval()));
    }
    if (conf.reuseConnection() != null) {
      check.setReuseConnection(conf.reuseConnection() ? ProtoValues.TRUE : ProtoValues.FALSE);
    }
    if (conf.eventLogPath() != null) {
      check.addEventLogger(eventLog(conf.eventLogPath()));
    }
    return check;
  }

  private static TypedExtensionConfig eventLog(String path) {
    return TypedExtensionConfig.newBuilder()
        .setName("envoy.health_check.event_sinks.file")
        .setTypedConfig(
            Packed.any(HealthCheckEventFileSink.newBuilder().setEventLogPath(path).build()))
        .build();
  }

  /** Envoy reads hexadecimal digits. */
  private static Payload payload(String text) {
    return Payload.newBuilder()
        .setText(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  private static void add(
      @Nullable List<io.kuma.resource.meshhttproute.HeaderModifier.HeaderValue> headers,
      HeaderAppendAction action,
      HttpHealthCheck.Builder to) {
    if (headers != null) {
      headers.forEach(
          header -> to.addRequestHeadersToAdd(header(header.name(), header.value(), action)));
    }
  }

  private static HeaderValueOption header(String name, String value, HeaderAppendAction action) {
    return HeaderValueOption.newBuilder()
        .setAppendAction(action)
        .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
        .build();
  }

  private static <T> T orElse(@Nullable T said, T otherwise) {
    return said == null ? otherwise : said;
  }
}
