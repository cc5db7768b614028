package io.kuma.resource.dataplane;

import io.kuma.model.Doc;
import io.kuma.model.Tags;
import io.kuma.model.schema.Limits;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A port of the workload. Numbers and texts that were not given are 0 and empty. */
public record Inbound(
    @Doc("The port at which the proxy takes traffic.") @Limits(minimum = 0) int port,
    @Doc("The port of the workload; the same if 0.") @Limits(minimum = 0) int servicePort,
    @Doc("The IP address of the workload; 127.0.0.1 if empty.") String serviceAddress,
    @Doc("The IP address at which the proxy takes traffic; that of the proxy if empty.")
        String address,
    @Doc("Tags of the port; kuma.io/service is required unless there are none.")
        Map<String, String> tags,
    @Doc("Whether the workload is ready; what state says counts for more.") @Nullable Health health,
    @Doc("How the proxy finds out whether the workload is ready.")
        @Nullable ServiceProbe serviceProbe,
    @Doc("Whether the port takes traffic.") State state,
    @Doc("Identifies the port; its number if empty.") String name,
    @Doc("The protocol; that of the tag kuma.io/protocol if empty.") String protocol) {

  /** The workload's address where none is given. */
  public static final String LOOPBACK = "127.0.0.1";

  public Inbound {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /** The service the port belongs to. */
  public Optional<String> service() {
    return Optional.ofNullable(tags.get(Tags.SERVICE));
  }

  /** The port of the workload. */
  public int effectiveServicePort() {
    return servicePort == 0 ? port : servicePort;
  }

  /** The address of the workload. */
  public String effectiveServiceAddress() {
    return serviceAddress.isEmpty() ? LOOPBACK : serviceAddress;
  }

  /** The address at which the proxy takes traffic. */
  public String effectiveAddress(Dataplane.Networking networking) {
    return address.isEmpty() ? networking.address() : address;
  }

  /** The protocol as it was given; {@code tcp} if it was not. */
  public String effectiveProtocol() {
    return protocol.isEmpty() ? tags.getOrDefault(Tags.PROTOCOL, "tcp") : protocol;
  }

  /** How policies refer to it: by name or, without one, by port. */
  public String sectionName() {
    return name.isEmpty() ? Integer.toString(port) : name;
  }

  /** Whether it takes traffic. The older {@code health} can only say that it does not. */
  public boolean isReady() {
    return state == State.Ready && (health == null || health.ready());
  }

  /** What older clients say instead of {@link State}. */
  public record Health(@Doc("Whether the workload is ready.") boolean ready) {}

  /** Whether the port takes traffic. */
  public enum State {
    Ready,
    /** The workload is not ready; the port exists, but nobody is sent to it. */
    NotReady,
    /** The port exists for the proxy only, and is no part of a service. */
    Ignored
  }

  /** How the proxy finds out whether the workload is ready. */
  public record ServiceProbe(
      @Doc("Time between two probes.") @Nullable Duration interval,
      @Doc("How long an answer may take.") @Nullable Duration timeout,
      @Doc("Failures until the workload counts as not ready.") @Nullable Integer unhealthyThreshold,
      @Doc("Successes until the workload counts as ready.") @Nullable Integer healthyThreshold,
      @Doc("Probes by opening a connection.") @Nullable Tcp tcp) {
    /** A probe that opens a connection; it has no settings. */
    public record Tcp() {}
  }
}
