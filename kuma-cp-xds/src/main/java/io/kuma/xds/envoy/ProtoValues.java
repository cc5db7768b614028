package io.kuma.xds.envoy;

import com.google.protobuf.BoolValue;
import com.google.protobuf.Duration;
import com.google.protobuf.UInt32Value;

/** Java's values in the wrappers that protobuf messages ask for. */
public final class ProtoValues {
  public static final BoolValue TRUE = BoolValue.of(true);
  public static final BoolValue FALSE = BoolValue.of(false);

  private ProtoValues() {}

  public static Duration duration(java.time.Duration value) {
    return Duration.newBuilder().setSeconds(value.getSeconds()).setNanos(value.getNano()).build();
  }

  public static Duration seconds(long value) {
    return Duration.newBuilder().setSeconds(value).build();
  }

  public static UInt32Value uint32(int value) {
    return UInt32Value.of(value);
  }
}
