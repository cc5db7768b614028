package io.kuma.xds.envoy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Wraps messages for the wire. {@link Any#pack} would do, but leaves the order of map entries open,
 * and versions are hashes of the bytes.
 */
public final class Packed {
  private static final String PREFIX = "type.googleapis.com/";

  private Packed() {}

  /** The message in an Any; equal messages give equal bytes. */
  public static Any any(Message message) {
    return Any.newBuilder()
        .setTypeUrl(PREFIX + message.getDescriptorForType().getFullName())
        .setValue(bytes(message))
        .build();
  }

  /**
   * What stands in an Any.
   *
   * @throws IllegalArgumentException if nobody knows its type, or it is no such message
   */
  public static Message content(Any any) {
    Descriptor type =
        EnvoyTypes.find(any.getTypeUrl())
            .orElseThrow(() -> new IllegalArgumentException("no such type as " + any.getTypeUrl()));
    try {
      return DynamicMessage.parseFrom(type, any.getValue());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("this is no " + any.getTypeUrl(), e);
    }
  }

  /** The message's deterministic encoding. */
  public static ByteString bytes(Message message) {
    ByteString.Output buffer = ByteString.newOutput(message.getSerializedSize());
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(buffer);
      out.useDeterministicSerialization();
      message.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return buffer.toByteString();
  }
}
