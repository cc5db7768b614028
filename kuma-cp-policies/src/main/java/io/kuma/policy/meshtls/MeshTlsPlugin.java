package io.kuma.policy.meshtls;

import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.kuma.core.proxy.Backend;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.InboundRules;
import io.kuma.core.proxy.MutualTls;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.model.PolicyType;
import io.kuma.policy.meshtls.MeshTls.Conf;
import io.kuma.policy.meshtls.MeshTls.TlsVersion;
import io.kuma.xds.plugin.BackendXds;
import io.kuma.xds.plugin.InboundXds;
import io.kuma.xds.plugin.PolicyPlugin;
import io.kuma.xds.plugin.ProxyXds;
import io.kuma.xds.plugin.ProxyXds.InboundPassthrough;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether inbounds take plaintext, and which versions and ciphers are spoken in both directions.
 */
public final class MeshTlsPlugin implements PolicyPlugin<Conf> {
  private final PolicyType<MeshTls, Conf> type;

  public MeshTlsPlugin(PolicyType<MeshTls, Conf> type) {
    this.type = type;
  }

  @Override
  public PolicyType<MeshTls, Conf> type() {
    return type;
  }

  @Override
  public void inbound(Inbound inbound, InboundRules<Conf> rules, InboundXds xds) {
    rules
        .forEveryone()
        .ifPresent(
            conf -> {
              if (conf.mode() != null) {
                xds.tlsMode(mode(conf.mode()));
              }
              xds.tls().ifPresent(tls -> restrict(tls, conf));
            });
  }

  /**
   * Has no conf of its own: versions and ciphers are set for a proxy as a whole, so what holds for
   * its first inbound with a conf holds towards others too.
   */
  @Override
  public void backend(Backend backend, @Nullable Conf none, BackendXds xds) {
    ofProxy(xds.proxy()).ifPresent(conf -> xds.tls().ifPresent(tls -> restrict(tls, conf)));
  }

  /**
   * Where plaintext is refused, it is also refused to ports that no inbound listens on. There is
   * one listener for all of them: the last inbound decides, as it does upstream. A proxy with a
   * MeshIdentity has no need of a policy for that.
   */
  @Override
  public void proxy(ProxyModel proxy, @Nullable Conf none, ProxyXds xds) {
    MutualTls mutual = proxy.mutualTls().orElse(null);
    if (mutual == null || (mutual.identity().isEmpty() && ofProxy(proxy).isEmpty())) {
      return;
    }
    MutualTls.Mode mode =
        proxy.inbounds().stream()
            .reduce((one, next) -> next)
            .flatMap(last -> last.rules(type).forEveryone())
            .map(Conf::mode)
            .map(MeshTlsPlugin::mode)
            .orElse(mutual.mode());
    xds.inboundPassthrough(
        switch (mode) {
          case STRICT -> InboundPassthrough.INBOUND_PORTS;
          case PERMISSIVE -> InboundPassthrough.ANY_PORT;
        });
  }

  private Optional<Conf> ofProxy(ProxyModel proxy) {
    return proxy.inbounds().stream()
        .flatMap(inbound -> inbound.rules(type).forEveryone().stream())
        .findFirst();
  }

  private static MutualTls.Mode mode(MeshTls.Mode mode) {
    return switch (mode) {
      case Permissive -> MutualTls.Mode.PERMISSIVE;
      case Strict -> MutualTls.Mode.STRICT;
    };
  }

  private static void restrict(CommonTlsContext.Builder tls, Conf conf) {
    if (conf.tlsVersion() == null && conf.tlsCiphers() == null) {
      return;
    }
    TlsParameters.Builder parameters = tls.getTlsParamsBuilder();
    if (conf.tlsVersion() != null) {
      parameters
          .setTlsMinimumProtocolVersion(version(conf.tlsVersion().min()))
          .setTlsMaximumProtocolVersion(version(conf.tlsVersion().max()));
    }
    if (conf.tlsCiphers() != null) {
      conf.tlsCiphers().forEach(cipher -> parameters.addCipherSuites(cipher.openSslName()));
    }
  }

  private static TlsParameters.TlsProtocol version(@Nullable TlsVersion version) {
    if (version == null) {
      return TlsParameters.TlsProtocol.TLS_AUTO;
    }
    return switch (version) {
      case TLSAuto -> TlsParameters.TlsProtocol.TLS_AUTO;
      case TLS10 -> TlsParameters.TlsProtocol.TLSv1_0;
      case TLS11 -> TlsParameters.TlsProtocol.TLSv1_1;
      case TLS12 -> TlsParameters.TlsProtocol.TLSv1_2;
      case TLS13 -> TlsParameters.TlsProtocol.TLSv1_3;
    };
  }
}
