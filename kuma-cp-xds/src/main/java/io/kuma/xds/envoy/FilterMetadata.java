package io.kuma.xds.envoy;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import java.util.Map;

/** Tags and labels in the form in which Envoy's filters and operators' tools find them. */
public final class FilterMetadata {
  /** Where load balancing by subsets looks. */
  public static final String LOAD_BALANCING = "envoy.lb";

  /** Where the choice among a cluster's transport sockets looks. */
  public static final String TRANSPORT_SOCKET_MATCH = "envoy.transport_socket_match";

  /** The labels of a Dataplane. */
  public static final String LABELS = "io.kuma.labels";

  /** The tags of an inbound or outbound. */
  public static final String TAGS = "io.kuma.tags";

  private FilterMetadata() {}

  public static Metadata tags(Map<String, String> tags) {
    return Metadata.newBuilder().putFilterMetadata(TAGS, struct(tags)).build();
  }

  public static Struct struct(Map<String, String> values) {
    Struct.Builder struct = Struct.newBuilder();
    values.forEach(
        (key, value) -> struct.putFields(key, Value.newBuilder().setStringValue(value).build()));
    return struct.build();
  }
}
