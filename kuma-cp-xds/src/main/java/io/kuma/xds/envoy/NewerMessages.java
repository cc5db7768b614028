package io.kuma.xds.envoy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.envoyproxy.envoy.extensions.filters.common.set_filter_state.v3.FilterStateValue;
import io.envoyproxy.envoy.extensions.filters.network.set_filter_state.v3.SetFilterStateProto;
import java.util.List;
import java.util.Optional;

/**
 * Messages of an Envoy that is newer than the API library: the library's own description with the
 * fields that came later. They only ever travel inside an Any, so a description is all it takes.
 */
public final class NewerMessages {
  private static final String FIELD_OF_1_37 = "on_downstream_tls_handshake";

  private static final Descriptor SET_FILTER_STATE =
      withField(
          SetFilterStateProto.getDescriptor(),
          FieldDescriptorProto.newBuilder()
              .setName(FIELD_OF_1_37)
              .setJsonName("onDownstreamTlsHandshake")
              .setNumber(2)
              .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
              .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
              .setTypeName("." + FilterStateValue.getDescriptor().getFullName())
              .build());

  private NewerMessages() {}

  /** The network filter that notes a value once the client has shown its certificate. */
  public static DynamicMessage setFilterStateAfterHandshake(FilterStateValue value) {
    return DynamicMessage.newBuilder(SET_FILTER_STATE)
        .addRepeatedField(SET_FILTER_STATE.findFieldByName(FIELD_OF_1_37), value)
        .build();
  }

  /** The message by its full name in protobuf, if it is one of these. */
  static Optional<Descriptor> find(String name) {
    return descriptors().stream().filter(type -> type.getFullName().equals(name)).findFirst();
  }

  /** What stands before the library's own descriptions when messages are read or printed. */
  static List<Descriptor> descriptors() {
    return List.of(SET_FILTER_STATE);
  }

  /** The only message of a file, with one more field. */
  private static Descriptor withField(FileDescriptor known, FieldDescriptorProto field) {
    FileDescriptorProto.Builder file = known.toProto().toBuilder();
    DescriptorProto.Builder message = file.getMessageTypeBuilder(0).addField(field);
    try {
      return FileDescriptor.buildFrom(
              file.build(), known.getDependencies().toArray(new FileDescriptor[0]))
          .findMessageTypeByName(message.getName());
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException("the library's description does not take the field", e);
    }
  }
}
