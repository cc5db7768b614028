package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.kuma.core.token.DataplaneClaims;
import io.kuma.resource.CoreTypes;
import io.kuma.xds.cache.XdsType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may choose a label must not choose an identity with it. */
class WorkloadTokensTest {
  private static final String WEB =
      """
      {"type":"Dataplane","mesh":"m","name":"web-1","labels":{"kuma.io/workload":"shop"},"networking":{"address":"192.0.2.1",
       "inbound":[{"port":8080,"tags":{"kuma.io/service":"web"}}]}}""";

  @Test
  void anIdentityThatIsMadeFromAWorkloadNeedsATokenOfIt(@TempDir Path workDir) {
    try (RunningControlPlane controlPlane = new RunningControlPlane(workDir)) {
      controlPlane.apply(
          """
          {type: Mesh, name: m, meshServices: {mode: Exclusive}, skipCreatingInitialPolicies: ['*']}
          ---
          type: MeshIdentity
          mesh: m
          name: own
          spec:
            selector: {dataplane: {matchLabels: {}}}
            provider: {type: Bundled, bundled: {insecureAllowSelfSigned: true, autogenerate: {enabled: true}}}
          """);
      Wait.until("the control plane is ready", controlPlane::isReady);
      Wait.until(
          "the identity is trusted",
          () -> !controlPlane.manager.list(CoreTypes.MESH_TRUST, "m").isEmpty());
      Wait.until(
          "a token of the mesh is too little",
          () -> {
            try (AdsClient web = client(controlPlane, "")) {
              web.subscribe(XdsType.CLUSTER);
              return web.error().getMessage().contains("the token is not bound to one");
            } catch (AssertionError e) {
              return false;
            }
          });
      try (AdsClient web = client(controlPlane, "shop")) {
        assertThat(web.subscribe(XdsType.CLUSTER).take().getResourcesList()).isNotEmpty();
      }
    }
  }

  /** Whoever has a token must not keep a stream beyond it. */
  @Test
  void aRevokedTokenEndsItsStream(@TempDir Path workDir) throws ParseException {
    try (RunningControlPlane controlPlane = new RunningControlPlane(workDir)) {
      controlPlane.apply("{type: Mesh, name: m, skipCreatingInitialPolicies: ['*']}");
      Wait.until("the control plane is ready", controlPlane::isReady);
      String token = controlPlane.token("m");
      String other = controlPlane.token("m");
      try (AdsClient web = new AdsClient(controlPlane.port(), "m", "web-1", WEB, token);
          AdsClient second =
              new AdsClient(
                  controlPlane.port(), "m", "web-2", WEB.replace("web-1", "web-2"), other)) {
        web.subscribe(XdsType.CLUSTER).take();
        second.subscribe(XdsType.CLUSTER).take();
        String id = SignedJWT.parse(token).getJWTClaimsSet().getJWTID();
        controlPlane.apply(
            "{type: GlobalSecret, name: dataplane-token-revocations-m, data: %s}"
                .formatted(
                    Base64.getEncoder()
                        .encodeToString(("x," + id + "\n").getBytes(StandardCharsets.UTF_8))));
        assertThat(web.error()).hasMessageContaining("token is revoked");
        Wait.until("one proxy is left", () -> controlPlane.connectedProxies() == 1);
        // A change reaches the other one still.
        controlPlane.apply(
            "{type: MeshTimeout, mesh: m, name: t, spec: {to: [{targetRef: {kind: Mesh}, default: {connectionTimeout: 7s}}]}}");
        assertThat(second.subscribe(XdsType.LISTENER).take().getResourcesList()).isNotEmpty();
      }
    }
  }

  private static AdsClient client(RunningControlPlane controlPlane, String workload) {
    String token =
        controlPlane.tokens.issue(
            new DataplaneClaims("", "m", new TreeMap<>(), "", workload), Duration.ofHours(1));
    return new AdsClient(controlPlane.port(), "m", "web-1", WEB, token);
  }
}
