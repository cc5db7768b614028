package io.kuma.cp.push;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.kuma.core.ca.CertificateAuthority;
import io.kuma.core.ca.Identity;
import io.kuma.core.ca.IdentityVersion;
import io.kuma.core.ca.WorkloadCertificate;
import io.kuma.core.identity.TrustDomain;
import io.kuma.xds.cache.SecretSource;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.envoy.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one connected proxy (see {@code docs/decisions/0002-identity-versions.md}): its
 * certificate, issued when it asks and holds none that still stands, or has not asked for long, and
 * the authorities that it checks others against.
 */
final class ProxySecrets implements SecretSource {
  private final Clock clock;
  private final SecureRandom random;
  private final Listener listener;

  private @Nullable Wanted wanted;
  private @Nullable WorkloadCertificate issued;

  /** Whether the certificate that is wanted was asked for. */
  private boolean asked;

  /**
   * What the proxy has to prove, whom it believes, and under which names it asks for both.
   *
   * @param backend what its certificates are told to be issued by
   */
  record Wanted(
      Identity identity, String backend, String identityName, String authorityName, Trust trust) {}

  /** Whom a proxy believes. */
  sealed interface Trust {
    /** All that tells it from others. */
    String text();

    /** The secret that says so; empty while there is nobody, and no secret can say that. */
    Optional<Secret> secret(String name);

    /** Whoever has a certificate of this authority. */
    record OneAuthority(CertificateAuthority authority) implements Trust {
      @Override
      public String text() {
        return authority.certificatePem();
      }

      @Override
      public Optional<Secret> secret(String name) {
        return Optional.of(Secrets.authority(name, authority.certificatePem()));
      }
    }

    /** Whoever a domain's own authorities vouch for. */
    record Domains(List<TrustDomain> domains) implements Trust {
      public Domains {
        domains = List.copyOf(domains);
      }

      @Override
      public String text() {
        return domains.stream()
            .map(domain -> domain.name() + "\n" + domain.certificates())
            .collect(Collectors.joining("\n"));
      }

      @Override
      public Optional<Secret> secret(String name) {
        return domains.isEmpty()
            ? Optional.empty()
            : Optional.of(Secrets.trustBundle(name, domains));
      }
    }
  }

  /** Is told what became of the certificate. */
  interface Listener {
    /** The proxy was given a new one, which took so long to make. */
    void issued(String backend, IdentityVersion version, long nanos);

    /** The proxy has one that stands until it is to be renewed. */
    void holds(Identity identity, IdentityVersion version);
  }

  ProxySecrets(Clock clock, SecureRandom random, Listener listener) {
    this.clock = clock;
    this.random = random;
    this.listener = listener;
  }

  /**
   * Sets what is wanted from now on; null for no secrets. Says whether that is something else than
   * before.
   */
  synchronized boolean want(@Nullable Wanted next) {
    boolean other = !wants(next);
    wanted = next;
    asked &= !other;
    return other;
  }

  /** Whether it is this that is wanted already. */
  synchronized boolean wants(@Nullable Wanted other) {
    return key(other).equals(key(wanted));
  }

  /**
   * Issues the certificate of a proxy that has not asked for it, as the contract has one for
   * everybody that needs one, and says whether there was something to do. A client that looks at
   * listeners and clusters only never asks.
   */
  synchronized boolean issueAhead() {
    Wanted now = wanted;
    if (now == null || asked) {
      return false;
    }
    asked = true;
    certificate(now);
    return true;
  }

  @Override
  public synchronized Optional<VersionedResource> find(String name, @Nullable String held) {
    Wanted now = wanted;
    if (now == null) {
      return Optional.empty();
    }
    if (name.equals(now.identityName())) {
      asked = true;
      return Optional.of(identity(now, held));
    }
    return name.equals(now.authorityName()) ? authority(now) : Optional.empty();
  }

  private VersionedResource identity(Wanted now, @Nullable String held) {
    Identity identity = now.identity();
    Optional<IdentityVersion> standing =
        Optional.ofNullable(held)
            .flatMap(IdentityVersion::parse)
            .filter(version -> identity.isCurrent(version, clock.instant()));
    if (standing.isPresent() && (issued == null || !issued.version().equals(standing.get()))) {
      listener.holds(identity, standing.get());
      String version = standing.get().toString();
      return new VersionedResource(now.identityName(), version, () -> body(now, certificate(now)));
    }
    WorkloadCertificate certificate = certificate(now);
    return new VersionedResource(
        now.identityName(), certificate.version().toString(), () -> body(now, certificate));
  }

  private synchronized WorkloadCertificate certificate(Wanted now) {
    WorkloadCertificate last = issued;
    if (last == null || !now.identity().isCurrent(last.version(), clock.instant())) {
      long began = System.nanoTime();
      last = now.identity().issue(clock.instant(), random);
      issued = last;
      listener.issued(now.backend(), last.version(), System.nanoTime() - began);
    }
    listener.holds(now.identity(), last.version());
    return last;
  }

  private static Any body(Wanted now, WorkloadCertificate certificate) {
    return Any.pack(
        Secrets.identity(now.identityName(), certificate.certificate(), certificate.privateKey()));
  }

  private static Optional<VersionedResource> authority(Wanted now) {
    String name = now.authorityName();
    return now.trust()
        .secret(name)
        .map(
            secret ->
                new VersionedResource(name, hash(now.trust().text()), () -> Any.pack(secret)));
  }

  private static String hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String key(@Nullable Wanted wanted) {
    return wanted == null
        ? ""
        : String.join(
            " ",
            wanted.identity().hash(),
            hash(wanted.trust().text()),
            wanted.identityName(),
            wanted.authorityName());
  }
}
