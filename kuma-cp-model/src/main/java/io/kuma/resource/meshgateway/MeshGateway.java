package io.kuma.resource.meshgateway;

import io.kuma.model.DataSource;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Selector;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import io.kuma.model.schema.Limits;
import io.kuma.model.schema.ProtoNumber;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A builtin gateway, as on the wire (contract section 3.1). */
@Doc("A gateway that is built into a proxy: where it takes traffic from outside of the mesh.")
@Kind(
    shortName = "mgw",
    shape = Shape.FLAT,
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL})
public record MeshGateway(
    @Doc("The proxies that are the gateway, by their tags.") List<Selector> selectors,
    @Doc("Tags by which routes select the gateway.") Map<String, String> tags,
    @Doc("Where the gateway listens.") @Nullable Conf conf)
    implements Spec {

  public MeshGateway {
    selectors = List.copyOf(selectors);
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /** The listeners in their order. */
  public List<Listener> listeners() {
    return conf == null ? List.of() : conf.listeners();
  }

  /** Whether it is reached from other meshes rather than from outside of all of them. */
  public boolean isCrossMesh() {
    return listeners().stream().anyMatch(Listener::crossMesh);
  }

  /** Where the gateway listens. */
  public record Conf(
      @Doc("The listeners. Those of one port share it, and differ in their host names.")
          List<Listener> listeners) {
    public Conf {
      listeners = List.copyOf(listeners);
    }
  }

  /** Some host names at a port. */
  public record Listener(
      @Doc("The host name, or * and a part of one (*.example.com); all if empty.") String hostname,
      @Doc("The port.") @Limits(minimum = 0) int port,
      @Doc("The protocol.") Listener.Protocol protocol,
      @Doc("How TLS is taken; required for HTTPS.") @Nullable Tls tls,
      @Doc("Tags by which routes select the listener.") Map<String, String> tags,
      @Doc("Whether it is reached from other meshes.") boolean crossMesh,
      @Doc("Limits of the port.") @Nullable Resources resources) {

    /** The host name that stands for all. */
    public static final String ANY_HOST = "*";

    public Listener {
      tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** The host name; {@link #ANY_HOST} if none was given. */
    public String effectiveHostname() {
      return hostname.isEmpty() ? ANY_HOST : hostname;
    }

    /** What is spoken at a port. */
    public enum Protocol {
      /** It was not said. */
      NONE,
      TCP,
      @ProtoNumber(3)
      TLS,
      HTTP,
      HTTPS
    }
  }

  /** How TLS is taken. */
  public record Tls(
      @Doc("Whether the gateway ends TLS or lets it through.") Tls.Mode mode,
      @Doc("The certificates with their keys: one of each kind of key at most.")
          List<DataSource> certificates,
      @Doc("Reserved; has no settings.") @Nullable Options options) {
    public Tls {
      certificates = List.copyOf(certificates);
    }

    /** Who ends TLS. */
    public enum Mode {
      /** It was not said. */
      NONE,
      /** The gateway, with its certificates. */
      TERMINATE,
      /** Whoever it is sent to. */
      PASSTHROUGH
    }

    /** Has no settings. */
    public record Options() {}
  }

  /** Limits of a port; they are the same for all of its listeners. */
  public record Resources(
      @Doc("How many connections may be open; no limit if 0.") @Limits(minimum = 0)
          int connectionLimit) {}
}
