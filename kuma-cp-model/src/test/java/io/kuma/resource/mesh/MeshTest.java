package io.kuma.resource.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.Resource;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh.CertificateAuthorityBackend;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeshTest {
  private final ResourceCodec codec = new JacksonResourceCodec();

  private Mesh mesh(String yaml) {
    return codec.toSpec(CoreTypes.MESH, codec.parseYaml(yaml));
  }

  private static CertificateAuthorityBackend enabled(Mesh mesh) {
    return mesh.enabledMtlsBackend().orElseThrow();
  }

  @Test
  void hasNoAuthorityUnlessOneIsEnabled() {
    assertThat(Mesh.EMPTY.enabledMtlsBackend()).isEmpty();
    assertThat(mesh("mtls: {backends: [{name: a, type: builtin}]}").enabledMtlsBackend()).isEmpty();
    assertThat(
            enabled(mesh("mtls: {enabledBackend: a, backends: [{name: a, type: builtin}]}")).type())
        .isEqualTo(CertificateAuthorityBackend.BUILTIN);
  }

  @Test
  void hasDefaults() {
    assertThat(Mesh.EMPTY.passesThrough()).isTrue();
    assertThat(Mesh.EMPTY.meshServicesMode()).isEqualTo(Mesh.MeshServices.Mode.Disabled);
    assertThat(mesh("networking: {outbound: {}}").passesThrough()).isTrue();
    assertThat(mesh("networking: {outbound: {passthrough: false}}").passesThrough()).isFalse();
    assertThat(mesh("meshServices: {mode: Exclusive}").meshServicesMode())
        .isEqualTo(Mesh.MeshServices.Mode.Exclusive);
  }

  @Test
  void createsInitialPoliciesUnlessTheyAreSkipped() {
    assertThat(Mesh.EMPTY.createsInitialPolicies("MeshTimeout")).isTrue();
    assertThat(mesh("skipCreatingInitialPolicies: ['*']").createsInitialPolicies("MeshTimeout"))
        .isFalse();
    Mesh some = mesh("skipCreatingInitialPolicies: [MeshTimeout]");
    assertThat(some.createsInitialPolicies("MeshTimeout")).isFalse();
    assertThat(some.createsInitialPolicies("MeshRetry")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "1d, PT24H",
    "2h30m, PT2H30M",
    "30s, PT30S",
    "1y2w3d4h5m6s7ms, PT9172H5M6.007S",
    "90m, PT1H30M"
  })
  void readsTheLifetimeOfCertificates(String text, Duration expected) {
    assertThat(lifetime(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0s", "1x", "1d2y", "-1d", "1.5h", "99999999999999999999y"})
  void hasNoLifetimeThatIsZeroOrOfAnotherForm(String text) {
    assertThat(lifetime(text)).isEmpty();
  }

  private Optional<Duration> lifetime(String text) {
    Mesh mesh =
        mesh(
            "mtls: {enabledBackend: a, backends: [{name: a, type: builtin, dpCert: {rotation:"
                + " {expiration: '"
                + text
                + "'}}}]}");
    return enabled(mesh).certificateLifetime();
  }

  @Test
  void warnsOfNamesThatAreNoLabels() {
    assertThat(CoreTypes.MESH.validator().deprecations(named("new-mesh"))).isEmpty();
    assertThat(CoreTypes.MESH.validator().deprecations(named("aa.a")))
        .containsExactly(
            "Invalid Mesh resource name: 'aa.a'. It does not conform to the DNS format (RFC 1035)."
                + " This is deprecated. Errors: a DNS-1035 label must consist of lower case"
                + " alphanumeric characters or '-', start with an alphabetic character, and end"
                + " with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for"
                + " validation is '[a-z]([-a-z0-9]*[a-z0-9])?')");
  }

  private static Resource<Mesh> named(String name) {
    return Resource.of(CoreTypes.MESH.key("", name), Mesh.EMPTY);
  }
}
