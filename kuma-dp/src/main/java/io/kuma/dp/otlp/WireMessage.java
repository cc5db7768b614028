package io.kuma.dp.otlp;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A protobuf message that is written field by field. OpenTelemetry's generated classes would take
 * 15 MiB of a process that is to stay below 64; tests read what is written with them.
 */
final class WireMessage {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, 256);

  private interface Writing {
    void run() throws IOException;
  }

  private WireMessage write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Nothing if it is empty, as protobuf has it. */
  WireMessage text(int field, String value) {
    return value.isEmpty() ? this : write(() -> out.writeString(field, value));
  }

  WireMessage bool(int field, boolean value) {
    return write(() -> out.writeBool(field, value));
  }

  WireMessage choice(int field, int value) {
    return write(() -> out.writeEnum(field, value));
  }

  WireMessage fixed64(int field, long value) {
    return value == 0 ? this : write(() -> out.writeFixed64(field, value));
  }

  WireMessage number(int field, double value) {
    return write(() -> out.writeDouble(field, value));
  }

  WireMessage message(int field, WireMessage value) {
    return write(() -> out.writeByteArray(field, value.toByteArray()));
  }

  /** Repeated, packed. */
  WireMessage fixed64s(int field, List<Long> values) {
    WireMessage packed = new WireMessage();
    values.forEach(value -> packed.write(() -> packed.out.writeFixed64NoTag(value)));
    return message(field, packed);
  }

  /** Repeated, packed. */
  WireMessage numbers(int field, List<Double> values) {
    WireMessage packed = new WireMessage();
    values.forEach(value -> packed.write(() -> packed.out.writeDoubleNoTag(value)));
    return message(field, packed);
  }

  byte[] toByteArray() {
    write(out::flush);
    return bytes.toByteArray();
  }
}
