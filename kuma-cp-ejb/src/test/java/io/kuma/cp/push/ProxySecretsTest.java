package io.kuma.cp.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.kuma.core.ca.CertificateAuthority;
import io.kuma.core.ca.Identity;
import io.kuma.core.ca.IdentityVersion;
import io.kuma.core.identity.TrustDomain;
import io.kuma.cp.push.ProxySecrets.Trust;
import io.kuma.xds.cache.VersionedResource;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProxySecretsTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration LIFETIME = Duration.ofHours(10);

  private final TestClock clock = new TestClock();
  private final CertificateAuthority authority =
      CertificateAuthority.forEnvoyAdmin(clock.instant(), RANDOM);
  private final Heard heard = new Heard();
  private final ProxySecrets secrets = new ProxySecrets(clock, RANDOM, heard);

  /** What the secrets say of themselves. */
  private static final class Heard implements ProxySecrets.Listener {
    final List<IdentityVersion> issued = new ArrayList<>();
    @Nullable Instant renewal;

    @Override
    public void issued(String backend, IdentityVersion version, long nanos) {
      assertThat(backend).isEqualTo("ca-1");
      issued.add(version);
    }

    @Override
    public void holds(Identity identity, IdentityVersion version) {
      renewal = identity.renewAt(version);
    }
  }

  private ProxySecrets.Wanted wanted(String... uris) {
    return new ProxySecrets.Wanted(
        new Identity(authority, List.of(uris), LIFETIME),
        "ca-1",
        "id",
        "ca",
        new Trust.OneAuthority(authority));
  }

  private VersionedResource identity(@Nullable String held) {
    return secrets.find("id", held).orElseThrow();
  }

  @Test
  void hasNothingForAProxyThatNeedsNothing() {
    assertThat(secrets.find("id", null)).isEmpty();
    assertThat(secrets.want(wanted("spiffe://m/web"))).isTrue();
    assertThat(secrets.find("other", null)).isEmpty();
    assertThat(secrets.want(null)).isTrue();
    assertThat(secrets.find("id", null)).isEmpty();
  }

  @Test
  void issuesAheadForAProxyThatDoesNotAsk() {
    assertThat(secrets.issueAhead()).as("it needs none").isFalse();
    secrets.want(wanted("spiffe://m/web"));
    assertThat(secrets.issueAhead()).isTrue();
    assertThat(secrets.issueAhead()).isFalse();
    assertThat(identity(null).version()).isEqualTo(heard.issued.get(0).toString());
    assertThat(heard.issued).hasSize(1);
    secrets.want(wanted("spiffe://m/api"));
    assertThat(secrets.issueAhead()).as("it is somebody else now").isTrue();
    assertThat(heard.issued).hasSize(2);
  }

  @Test
  void doesNotIssueAheadForAProxyThatHasOne() {
    secrets.want(wanted("spiffe://m/web"));
    String held = identity(null).version();
    ProxySecrets restarted = new ProxySecrets(clock, RANDOM, heard);
    restarted.want(wanted("spiffe://m/web"));
    assertThat(restarted.find("id", held).orElseThrow().version()).isEqualTo(held);
    assertThat(restarted.issueAhead()).isFalse();
    assertThat(heard.issued).hasSize(1);
  }

  @Test
  void issuesOnceAndRemembersWhenToRenew() throws InvalidProtocolBufferException {
    secrets.want(wanted("spiffe://m/web"));
    VersionedResource first = identity(null);
    assertThat(identity(null).version()).isEqualTo(first.version());
    assertThat(heard.issued).hasSize(1);
    assertThat(heard.renewal).isEqualTo(clock.instant().plus(Duration.ofHours(8)));
    Secret secret = first.body().get().unpack(Secret.class);
    assertThat(secret.getName()).isEqualTo("id");
    assertThat(secret.getTlsCertificate().getPrivateKey().getInlineBytes().toStringUtf8())
        .contains("PRIVATE KEY");
  }

  @Test
  void issuesNothingForAProxyThatHoldsWhatStillStands() {
    secrets.want(wanted("spiffe://m/web"));
    String held = identity(null).version();

    ProxySecrets restarted = new ProxySecrets(clock, RANDOM, heard);
    restarted.want(wanted("spiffe://m/web"));
    clock.pass(Duration.ofHours(7));

    assertThat(restarted.find("id", held).orElseThrow().version()).isEqualTo(held);
    assertThat(heard.issued).hasSize(1);
    assertThat(heard.renewal).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
  }

  @Test
  void renewsAfterFourFifthsOfItsLife() {
    secrets.want(wanted("spiffe://m/web"));
    String held = identity(null).version();
    clock.pass(Duration.ofHours(8));
    String renewed = identity(held).version();
    assertThat(renewed).isNotEqualTo(held);
    assertThat(heard.issued).hasSize(2);
    assertThat(identity(renewed).version()).isEqualTo(renewed);
    assertThat(heard.issued).hasSize(2);
  }

  @Test
  void replacesACertificateThatProvesSomethingElse() {
    secrets.want(wanted("spiffe://m/web"));
    String held = identity(null).version();
    assertThat(secrets.want(wanted("spiffe://m/web"))).isFalse();
    assertThat(secrets.want(wanted("spiffe://m/web", "spiffe://m/shop"))).isTrue();
    assertThat(identity(held).version()).isNotEqualTo(held);
  }

  @Test
  void doesNotBelieveAVersionOfAnotherKind() {
    secrets.want(wanted("spiffe://m/web"));
    assertThat(identity("nonsense").version()).matches("[0-9a-f]{16}\\.\\d+");
    assertThat(heard.issued).hasSize(1);
  }

  @Test
  void trustDomainsAreOneSecretAndNobodyIsNone() throws InvalidProtocolBufferException {
    secrets.want(trusting(List.of()));
    assertThat(secrets.find("ca", null)).isEmpty();

    secrets.want(trusting(List.of(new TrustDomain("one.test", "A"))));
    VersionedResource one = secrets.find("ca", null).orElseThrow();
    assertThat(secrets.want(trusting(List.of(new TrustDomain("one.test", "B"))))).isTrue();
    assertThat(secrets.find("ca", null).orElseThrow().version()).isNotEqualTo(one.version());
    Secret secret = one.body().get().unpack(Secret.class);
    assertThat(secret.getValidationContext().getCustomValidatorConfig().getName())
        .isEqualTo("envoy.tls.cert_validator.spiffe");
  }

  private ProxySecrets.Wanted trusting(List<TrustDomain> domains) {
    return new ProxySecrets.Wanted(
        new Identity(authority, List.of("spiffe://m/web"), LIFETIME),
        "ca-1",
        "id",
        "ca",
        new Trust.Domains(domains));
  }

  @Test
  void theAuthorityIsKnownByItsContent() {
    secrets.want(wanted("spiffe://m/web"));
    ProxySecrets other = new ProxySecrets(clock, RANDOM, heard);
    other.want(wanted("spiffe://m/other"));
    assertThat(secrets.find("ca", null).orElseThrow().version())
        .isEqualTo(other.find("ca", null).orElseThrow().version());
    assertThat(heard.issued).isEmpty();
  }
}
