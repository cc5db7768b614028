package io.kuma.xds.bootstrap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.ca.Pem;
import io.kuma.core.manager.ResourceReader;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.mesh.Mesh;
import io.kuma.xds.bootstrap.EnvoyBootstrap.ProxyFacts;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code POST /bootstrap} (contract 4.1). Reads the store, so it may keep its caller
 * waiting.
 */
public final class BootstrapEndpoint {
  private static final Logger log = LoggerFactory.getLogger(BootstrapEndpoint.class);

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String JSON = "application/json";
  private static final int OK = 200;
  private static final int FAILED = 500;
  private static final String TOKEN_REQUIRED =
      "Dataplane Token is required. Generate token using 'kumactl generate dataplane-token >"
          + " /path/file' and provide it via --dataplane-token-file=/path/file argument to Kuma DP";

  private final BootstrapSettings settings;
  private final BootstrappedProxies proxies;
  private final String serverCertificate;
  private final ServerNames serverNames;

  /**
   * @param serverCertificate PEM of what the server on the settings' port shows
   * @throws IllegalArgumentException if the settings name a host that the certificate does not
   */
  public BootstrapEndpoint(
      BootstrapSettings settings,
      ResourceReader reader,
      ResourceCodec codec,
      String serverCertificate) {
    this.settings = settings;
    this.proxies = new BootstrappedProxies(reader, codec);
    this.serverCertificate = serverCertificate;
    this.serverNames = ServerNames.of(Pem.certificates(serverCertificate).get(0));
    if (!settings.xdsHost().isEmpty() && !serverNames.cover(settings.xdsHost())) {
      throw new IllegalArgumentException(
          "KUMA_BOOTSTRAP_SERVER_PARAMS_XDS_HOST is "
              + settings.xdsHost()
              + ", for which the certificate of the data plane server does not hold; it holds for "
              + serverNames);
    }
  }

  /**
   * Answers one request.
   *
   * @param authority the header {@code Host}: the address under which the proxy reaches this server
   * @param accept the header {@code Accept}; empty if there is none
   */
  public HttpAnswer answer(String body, String authority, String accept) {
    try {
      return answer(BootstrapRequest.parse(body), hostOf(authority), accept.contains(JSON));
    } catch (BootstrapRefused e) {
      log.info("Refused a bootstrap request with {}: {}", e.status(), e.getMessage());
      String message = String.valueOf(e.getMessage());
      return new HttpAnswer(e.status(), message.isEmpty() ? "" : "text/plain", message);
    } catch (RuntimeException e) {
      log.error("Could not make a bootstrap configuration", e);
      return new HttpAnswer(FAILED, "", "");
    }
  }

  private HttpAnswer answer(BootstrapRequest request, String host, boolean json)
      throws BootstrapRefused {
    if (settings.tokenRequired()
        && request.dataplaneToken().isEmpty()
        && request.dataplaneTokenPath().isEmpty()) {
      throw BootstrapRefused.invalid(TOKEN_REQUIRED);
    }
    String xdsHost = settings.xdsHost().isEmpty() ? host : settings.xdsHost();
    if (!serverNames.cover(xdsHost)) {
      throw BootstrapRefused.badConnection(notInCertificate(xdsHost));
    }
    BootstrappedProxies.Proxy proxy = proxies.find(request);
    boolean unified =
        request.has("feature-unified-resource-naming")
            && proxy.mesh().meshServicesMode() == Mesh.MeshServices.Mode.Exclusive;
    int ownPort = proxy.adminPort();
    ProxyFacts facts =
        new ProxyFacts(
            proxy.dataplane().services().stream().findFirst().orElse("unknown"),
            ownPort == 0 ? settings.adminPort() : ownPort,
            proxy.dataplane().isBuiltinGateway(),
            unified);
    ControlPlaneAccess access =
        new ControlPlaneAccess(request, settings, xdsHost, authority(request), unified);
    String yaml = ConfigText.yaml(new EnvoyBootstrap(request, settings, facts, access).build());
    return json
        ? new HttpAnswer(
            OK, JSON, json(yaml, SidecarConfiguration.of(proxy.dataplane(), proxy.mesh())))
        : new HttpAnswer(OK, "text/x-yaml", yaml);
  }

  private static String json(String yaml, SidecarConfiguration sidecar) {
    ObjectNode answer = MAPPER.createObjectNode();
    answer.put(
        "bootstrap", Base64.getEncoder().encodeToString(yaml.getBytes(StandardCharsets.UTF_8)));
    answer.set("kumaSidecarConfiguration", MAPPER.valueToTree(sidecar));
    try {
      return MAPPER.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** Whom the proxy is to trust: the authority it brought, or this server itself. */
  private String authority(BootstrapRequest request) throws BootstrapRefused {
    String pem = request.caCert().isEmpty() ? serverCertificate : request.caCert();
    try {
      X509Certificate certificate = Pem.certificates(pem).get(0);
      // A certificate that does not say what it is for can be an authority; one that says no
      // cannot.
      boolean says = certificate.getExtensionValue("2.5.29.19") != null;
      if (says && certificate.getBasicConstraints() < 0) {
        throw BootstrapRefused.badConnection(
            "A data plane proxy is trying to verify the control plane using the certificate which"
                + " is not a certificate authority (basic constraint 'CA' is set to 'false').\n"
                + "Provide CA that was used to sign a certificate used in the control plane by"
                + " using 'kuma-dp run --ca-cert-file=file' or via"
                + " KUMA_CONTROL_PLANE_CA_CERT_FILE");
      }
      return pem;
    } catch (IllegalArgumentException e) {
      throw BootstrapRefused.badConnection(
          "The CA certificate of the data plane proxy cannot be used: " + e.getMessage());
    }
  }

  private String notInCertificate(String host) {
    return "A data plane proxy is trying to connect to the control plane using \""
        + host
        + "\" address, but the certificate in the control plane has the following SANs "
        + serverNames
        + ". Either change the --cp-address in kuma-dp to one of those or execute the following"
        + " steps:\n1) Generate a new certificate with the address you are trying to use. It is"
        + " recommended to use trusted Certificate Authority, but you can also generate self-signed"
        + " certificates using 'kumactl generate tls-certificate --type=server --hostname="
        + host
        + "'\n2) Set KUMA_GENERAL_TLS_CERT_FILE and KUMA_GENERAL_TLS_KEY_FILE or the equivalent in"
        + " Kuma CP config file to the new certificate.\n3) Restart the control plane to read the"
        + " new certificate and start kuma-dp.";
  }

  /** Without the port, and without the brackets of IPv6. */
  private static String hostOf(String authority) {
    if (authority.startsWith("[")) {
      int end = authority.indexOf(']');
      return end < 0 ? authority : authority.substring(1, end);
    }
    int colon = authority.lastIndexOf(':');
    return colon < 0 || authority.indexOf(':') != colon ? authority : authority.substring(0, colon);
  }
}
