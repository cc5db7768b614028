package io.kuma.policy.meshaccesslog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString;
import io.envoyproxy.envoy.extensions.access_loggers.file.v3.FileAccessLog;
import io.envoyproxy.envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig;
import io.kuma.core.proxy.Feature;
import io.kuma.core.proxy.Protocol;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.policy.meshaccesslog.MeshAccessLog.Backend;
import io.kuma.policy.meshaccesslog.MeshAccessLog.Format;
import io.kuma.policy.meshaccesslog.MeshAccessLog.FormatType;
import io.kuma.policy.meshaccesslog.MeshAccessLog.JsonField;
import io.kuma.policy.meshaccesslog.MeshAccessLog.OpenTelemetry;
import io.kuma.policy.meshaccesslog.MeshAccessLog.OtelAttribute;
import io.kuma.xds.envoy.NewerMessages;
import io.kuma.xds.envoy.Packed;
import io.kuma.xds.envoy.Sockets;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loggers of one inbound or outbound in Envoy's terms. */
record Loggers(ProxyModel proxy, Collectors collectors, Placeholders placeholders) {
  private static final String CONNECTION_FORMAT =
      "[%START_TIME%] %RESPONSE_FLAGS% %KUMA_MESH% %KUMA_SOURCE_ADDRESS_WITHOUT_PORT%(%KUMA_SOURCE_SERVICE%)"
          + "->%UPSTREAM_HOST%(%KUMA_DESTINATION_SERVICE%) took %DURATION%ms,"
          + " sent %BYTES_SENT% bytes, received: %BYTES_RECEIVED% bytes";
  private static final String REQUEST_FORMAT =
      "[%START_TIME%] %KUMA_MESH%"
          + " \"%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%\""
          + " %RESPONSE_CODE% %RESPONSE_FLAGS% %BYTES_RECEIVED% %BYTES_SENT% %DURATION%"
          + " %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% \"%REQ(X-FORWARDED-FOR)%\""
          + " \"%REQ(USER-AGENT)%\" \"%REQ(X-B3-TRACEID?X-DATADOG-TRACEID)%\""
          + " \"%REQ(X-REQUEST-ID)%\" \"%REQ(:AUTHORITY)%\" \"%KUMA_SOURCE_SERVICE%\""
          + " \"%KUMA_DESTINATION_SERVICE%\" \"%KUMA_SOURCE_ADDRESS_WITHOUT_PORT%\""
          + " \"%UPSTREAM_HOST%\"";
  private static final String LOG_NAME = "MeshAccessLog";

  /** Empty for what cannot be sent from this proxy. */
  Optional<AccessLog.Builder> logger(Backend backend, Protocol protocol) {
    String usual = protocol.isHttp() ? REQUEST_FORMAT : CONNECTION_FORMAT;
    return switch (backend.type()) {
      case File ->
          Optional.ofNullable(backend.file())
              .map(file -> file(file.path(), lines(file.format(), usual)));
      case Tcp -> Optional.ofNullable(backend.tcp()).flatMap(tcp -> tcp(tcp, usual));
      case OpenTelemetry ->
          collectors
              .cluster(backend)
              .flatMap(
                  cluster ->
                      Optional.ofNullable(backend.openTelemetry())
                          .map(settings -> collector(settings, cluster, usual)));
    };
  }

  /**
   * kuma-dp reads these lines from a named pipe and forwards each to the address that it begins
   * with. One that does not would leave Envoy with a file that nobody empties.
   */
  private Optional<AccessLog.Builder> tcp(MeshAccessLog.Tcp tcp, String usual) {
    if (!proxy.node().has(Feature.TCP_ACCESS_LOG_VIA_NAMED_PIPE)) {
      return Optional.empty();
    }
    Value message =
        fields(tcp.format())
            .map(fields -> Value.newBuilder().setStructValue(fields).build())
            .orElseGet(() -> text(line(tcp.format(), usual)));
    Struct envelope =
        Struct.newBuilder()
            .putFields("address", text(tcp.address()))
            .putFields("message", message)
            .build();
    return Optional.of(
        file(
            Sockets.accessLog(proxy.node().workdir(), proxy.key().name(), proxy.mesh()),
            format(tcp.format()).setJsonFormat(envelope).build()));
  }

  private static AccessLog.Builder file(String path, SubstitutionFormatString format) {
    return logger(
        "envoy.access_loggers.file",
        FileAccessLog.newBuilder().setPath(path).setLogFormat(format).build());
  }

  private SubstitutionFormatString lines(@Nullable Format format, String usual) {
    SubstitutionFormatString.Builder lines = format(format);
    return fields(format)
        .map(fields -> lines.setJsonFormat(fields).build())
        .orElseGet(
            () ->
                lines
                    .setTextFormatSource(
                        DataSource.newBuilder().setInlineString(line(format, usual)))
                    .build());
  }

  private static SubstitutionFormatString.Builder format(@Nullable Format format) {
    return SubstitutionFormatString.newBuilder()
        .setOmitEmptyValues(format != null && Boolean.TRUE.equals(format.omitEmptyValues()));
  }

  private String line(@Nullable Format format, String usual) {
    String plain = format == null ? null : format.plain();
    return placeholders.in(plain == null || plain.isEmpty() ? usual : plain) + "\n";
  }

  /** The fields of a line that is JSON. */
  private Optional<Struct> fields(@Nullable Format format) {
    if (format == null || format.type() != FormatType.Json || format.json() == null) {
      return Optional.empty();
    }
    Struct.Builder fields = Struct.newBuilder();
    for (JsonField field : format.json()) {
      fields.putFields(field.key(), text(placeholders.in(field.value())));
    }
    return Optional.of(fields.build());
  }

  private AccessLog.Builder collector(OpenTelemetry settings, String cluster, String usual) {
    KeyValueList.Builder attributes = KeyValueList.newBuilder();
    List<OtelAttribute> said = settings.attributes() == null ? List.of() : settings.attributes();
    for (OtelAttribute attribute : said) {
      attributes.addValues(keyValue(attribute.key(), placeholders.in(attribute.value())));
    }
    return logger(
        "envoy.access_loggers.open_telemetry",
        NewerMessages.openTelemetryAccessLog(
            OpenTelemetryAccessLogConfig.newBuilder()
                .setBody(body(settings.body(), usual))
                .setAttributes(attributes)
                .setResourceAttributes(
                    KeyValueList.newBuilder()
                        .addValues(keyValue("kuma.mesh", proxy.mesh()))
                        .addValues(keyValue("kuma.zone", proxy.inputs().zone())))
                .build(),
            cluster,
            LOG_NAME));
  }

  /** What is no value of OpenTelemetry's is its JSON text, quotes and all, as upstream has it. */
  private AnyValue body(@Nullable JsonNode body, String usual) {
    if (body == null || body.isNull()) {
      return AnyValue.newBuilder().setStringValue(placeholders.in(usual)).build();
    }
    String json = replaced(body).toString();
    AnyValue.Builder value = AnyValue.newBuilder();
    try {
      JsonFormat.parser().merge(json, value);
      return value.build();
    } catch (InvalidProtocolBufferException e) {
      return AnyValue.newBuilder().setStringValue(json).build();
    }
  }

  private JsonNode replaced(JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        object.set(field.getKey(), replaced(field.getValue()));
      }
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> array.add(replaced(item)));
      return array;
    }
    return node.isTextual()
        ? JsonNodeFactory.instance.textNode(placeholders.in(node.textValue()))
        : node;
  }

  private static AccessLog.Builder logger(String name, Message config) {
    return AccessLog.newBuilder().setName(name).setTypedConfig(Packed.any(config));
  }

  private static KeyValue keyValue(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }
}
