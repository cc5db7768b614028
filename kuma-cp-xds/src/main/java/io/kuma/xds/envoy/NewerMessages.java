package io.kuma.xds.envoy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.GrpcServiceProto;
import io.envoyproxy.envoy.extensions.access_loggers.open_telemetry.v3.LogsServiceProto;
import io.envoyproxy.envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig;
import io.envoyproxy.envoy.extensions.filters.common.set_filter_state.v3.FilterStateValue;
import io.envoyproxy.envoy.extensions.filters.network.set_filter_state.v3.SetFilterStateProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages of an Envoy that is newer than the API library: the library's own description with the
 * fields that came later. They only ever travel inside an Any, so a description is all it takes.
 */
public final class NewerMessages {
  private static final String FIELD_OF_1_37 = "on_downstream_tls_handshake";

  private static final String GRPC_SERVICE = "grpc_service";
  private static final String LOG_NAME = "log_name";

  private static final Descriptor SET_FILTER_STATE =
      withFields(
          SetFilterStateProto.getDescriptor(),
          FieldDescriptorProto.newBuilder()
              .setName(FIELD_OF_1_37)
              .setJsonName("onDownstreamTlsHandshake")
              .setNumber(2)
              .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
              .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
              .setTypeName("." + FilterStateValue.getDescriptor().getFullName())
              .build());

  private static final Descriptor OPEN_TELEMETRY_ACCESS_LOG =
      withFields(
          LogsServiceProto.getDescriptor(),
          FieldDescriptorProto.newBuilder()
              .setName(GRPC_SERVICE)
              .setJsonName("grpcService")
              .setNumber(9)
              .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
              .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
              .setTypeName("." + GrpcService.getDescriptor().getFullName())
              .build(),
          FieldDescriptorProto.newBuilder()
              .setName(LOG_NAME)
              .setJsonName("logName")
              .setNumber(10)
              .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
              .setType(FieldDescriptorProto.Type.TYPE_STRING)
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

  /**
   * The access logger that speaks OpenTelemetry's protocol.
   *
   * @param known the fields that the library knows
   */
  public static DynamicMessage openTelemetryAccessLog(
      OpenTelemetryAccessLogConfig known, String cluster, String logName) {
    GrpcService service =
        GrpcService.newBuilder()
            .setEnvoyGrpc(GrpcService.EnvoyGrpc.newBuilder().setClusterName(cluster))
            .build();
    DynamicMessage.Builder message = DynamicMessage.newBuilder(OPEN_TELEMETRY_ACCESS_LOG);
    known
        .getAllFields()
        .forEach(
            (field, value) ->
                message.setField(
                    OPEN_TELEMETRY_ACCESS_LOG.findFieldByNumber(field.getNumber()), value));
    return message
        .setField(OPEN_TELEMETRY_ACCESS_LOG.findFieldByName(GRPC_SERVICE), service)
        .setField(OPEN_TELEMETRY_ACCESS_LOG.findFieldByName(LOG_NAME), logName)
        .build();
  }

  /** What stands before the library's own descriptions when messages are read or printed. */
  static List<Descriptor> descriptors() {
    return List.of(SET_FILTER_STATE, OPEN_TELEMETRY_ACCESS_LOG);
  }

  /** The only message of a file, with more fields. */
  private static Descriptor withFields(FileDescriptor known, FieldDescriptorProto... fields) {
    FileDescriptorProto.Builder file = known.toProto().toBuilder();
    DescriptorProto.Builder message = file.getMessageTypeBuilder(0).addAllField(List.of(fields));
    FileDescriptor grpcService = GrpcServiceProto.getDescriptor();
    List<FileDescriptor> dependencies = new ArrayList<>(known.getDependencies());
    if (!dependencies.contains(grpcService)) {
      file.addDependency(grpcService.getName());
      dependencies.add(grpcService);
    }
    try {
      return FileDescriptor.buildFrom(file.build(), dependencies.toArray(new FileDescriptor[0]))
          .findMessageTypeByName(message.getName());
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException("the library's description does not take the field", e);
    }
  }
}
