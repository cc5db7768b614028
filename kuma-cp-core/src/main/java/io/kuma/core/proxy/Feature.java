package io.kuma.core.proxy;

/** What a kuma-dp can do that not all of them can (contract 4.3). */
public enum Feature {
  TCP_ACCESS_LOG_VIA_NAMED_PIPE("feature-tcp-accesslog-via-named-pipe"),
  EMBEDDED_DNS("feature-embedded-dns"),
  DELTA_GRPC("feature-delta-grpc"),
  TRANSPARENT_PROXY_IN_METADATA("feature-transparent-proxy-in-dataplane-metadata"),
  BIND_OUTBOUNDS("feature-bind-outbounds"),
  UNIFIED_RESOURCE_NAMING("feature-unified-resource-naming"),
  SPIRE("feature-spire"),
  STRICT_INBOUND_PORTS("feature-strict-inbound-ports"),
  READINESS_UNIX_SOCKET("feature-readiness-unix-socket"),
  OTEL_VIA_KUMA_DP("feature-otel-via-kuma-dp"),
  REUSE_PORT("feature-reuse-port"),
  /** Of our own kuma-dp: its Envoy looks every second for a control plane that was away. */
  QUICK_RECONNECT("feature-jakarta-quick-reconnect");

  private final String wireName;

  Feature(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
