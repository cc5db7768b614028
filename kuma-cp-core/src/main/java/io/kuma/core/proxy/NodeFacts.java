package io.kuma.core.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a proxy says about itself in the metadata of its node (contract 4.2), as far as its
 * configuration depends on it.
 *
 * @param adminPort where the admin listener listens, and the admin endpoint too if it has no
 *     socket; 0 for no admin listener
 * @param adminAddress the admin endpoint's address
 * @param adminSocket the path of the admin endpoint's Unix socket, if it has one
 * @param readinessPort where kuma-dp tells whether it is ready; 0 if it does not
 * @param dnsPort where DNS queries arrive; 0 if they do not
 * @param workdir the directory of kuma-dp's sockets; empty if it did not say
 * @param ipv6 whether its host has IPv6; so it is taken if it did not say
 * @param metricsTls the files with which metrics are served over TLS, if it has any
 * @param transparentProxy what the proxy itself knows about redirection; it wins over the Dataplane
 */
public record NodeFacts(
    Set<Feature> features,
    int adminPort,
    String adminAddress,
    Optional<String> adminSocket,
    int readinessPort,
    int dnsPort,
    String workdir,
    boolean ipv6,
    Optional<CertificateFiles> metricsTls,
    Optional<TransparentProxy> transparentProxy) {

  private static final String LOOPBACK = "127.0.0.1";

  public NodeFacts {
    features =
        Collections.unmodifiableSet(
            features.isEmpty() ? EnumSet.noneOf(Feature.class) : EnumSet.copyOf(features));
  }

  /** Paths of a certificate and its private key, both PEM, at the proxy. */
  public record CertificateFiles(String certificate, String privateKey) {}

  public boolean has(Feature feature) {
    return features.contains(feature);
  }

  /** Reads the metadata as JSON; what is missing or has another type counts as not said. */
  public static NodeFacts of(JsonNode metadata) {
    String socket = metadata.path("dataplane.admin.socketPath").asText();
    return new NodeFacts(
        features(metadata.path("features")),
        port(metadata.path("dataplane.admin.port")),
        metadata.path("dataplane.admin.address").asText(LOOPBACK),
        socket.isEmpty() ? Optional.empty() : Optional.of(socket),
        port(metadata.path("dataplane.readinessReporter.port")),
        port(metadata.path("dataplane.dns.port")),
        metadata.path("workdir").asText(),
        metadata.path("ipv6Enabled").asBoolean(true),
        metricsTls(metadata),
        transparentProxy(metadata.path("transparentProxy")));
  }

  private static Optional<CertificateFiles> metricsTls(JsonNode metadata) {
    String certificate = metadata.path("metricsCertPath").asText();
    String privateKey = metadata.path("metricsKeyPath").asText();
    return certificate.isEmpty() || privateKey.isEmpty()
        ? Optional.empty()
        : Optional.of(new CertificateFiles(certificate, privateKey));
  }

  private static Set<Feature> features(JsonNode list) {
    Set<String> names = new HashSet<>();
    list.forEach(item -> names.add(item.asText()));
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    for (Feature feature : Feature.values()) {
      if (names.contains(feature.wireName())) {
        features.add(feature);
      }
    }
    return features;
  }

  private static Optional<TransparentProxy> transparentProxy(JsonNode conf) {
    JsonNode redirect = conf.path("redirect");
    int inbound = redirected(redirect.path("inbound"));
    int outbound = redirected(redirect.path("outbound"));
    if (outbound == 0) {
      return Optional.empty();
    }
    boolean ipv6 = !conf.path("ipFamilyMode").asText().equalsIgnoreCase("ipv4");
    return Optional.of(new TransparentProxy(inbound, outbound, ipv6, true));
  }

  private static int redirected(JsonNode direction) {
    return direction.path("enabled").asBoolean(true) ? port(direction.path("port")) : 0;
  }

  /** Ports are strings in some places and numbers in others. */
  private static int port(JsonNode value) {
    int port = value.asInt(0);
    return port > 0 && port <= 65535 ? port : 0;
  }
}
