package io.kuma.policy.meshaccesslog;

import io.kuma.model.Violations.Path;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import io.kuma.policy.meshaccesslog.MeshAccessLog.Backend;
import io.kuma.policy.meshaccesslog.MeshAccessLog.File;
import io.kuma.policy.meshaccesslog.MeshAccessLog.Format;
import io.kuma.policy.meshaccesslog.MeshAccessLog.JsonField;
import io.kuma.policy.meshaccesslog.MeshAccessLog.OpenTelemetry;
import io.kuma.policy.meshaccesslog.MeshAccessLog.OtelAttribute;
import io.kuma.policy.meshaccesslog.MeshAccessLog.Tcp;
import io.kuma.resource.validate.Addresses;
import io.kuma.resource.validate.FilePaths;
import io.kuma.resource.validate.OpenTelemetryRules;
import io.kuma.resource.validate.PolicyRules;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a place where logs go has to say. */
final class BackendRules {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();
  private static final Pattern ATTRIBUTE = Pattern.compile("[a-z]([a-z0-9]|[._][a-z0-9])*+");
  private static final String RESERVED_PREFIX = "otel.";

  private BackendRules() {}

  static void check(Path path, Backend backend) {
    switch (backend.type()) {
      case File -> checkFile(path.field("file"), backend.file());
      case Tcp -> checkTcp(path.field("tcp"), backend.tcp());
      case OpenTelemetry -> checkCollector(path.field("openTelemetry"), backend.openTelemetry());
    }
  }

  private static void checkFile(Path path, @Nullable File file) {
    if (file == null) {
      path.add("must be defined");
      return;
    }
    checkFormat(path.field("format"), file.format());
    if (!FilePaths.isAbsolute(file.path())) {
      path.field("path").add("file backend requires a valid path");
    }
  }

  private static void checkTcp(Path path, @Nullable Tcp tcp) {
    if (tcp == null) {
      path.add("must be defined");
      return;
    }
    checkFormat(path.field("format"), tcp.format());
    if (!Addresses.isUrl(tcp.address())) {
      path.field("address").add("tcp backend requires valid address");
    }
  }

  private static void checkCollector(Path path, @Nullable OpenTelemetry collector) {
    if (collector == null) {
      path.add("must be defined");
      return;
    }
    OpenTelemetryRules.check(path, collector.endpoint(), collector.backendRef());
    List<OtelAttribute> attributes = PolicyRules.orEmpty(collector.attributes());
    for (int i = 0; i < attributes.size(); i++) {
      checkAttribute(path.field("attributes").index(i).field("key"), attributes.get(i).key());
    }
  }

  private static void checkAttribute(Path path, String name) {
    if (name.isEmpty()) {
      path.add("must be defined");
    } else if (name.contains("%")) {
      path.add(
          "must be a static OpenTelemetry attribute name; placeholders are only supported in"
              + " values");
    } else if (name.startsWith(RESERVED_PREFIX)) {
      path.add("must not use the reserved OpenTelemetry prefix 'otel.'");
    } else if (!ATTRIBUTE.matcher(name).matches()) {
      path.add(
          "must start with a lowercase letter, use only lowercase letters, digits, '.' or '_', avoid"
              + " consecutive delimiters, and end with a letter or digit");
    }
  }

  private static void checkFormat(Path path, @Nullable Format format) {
    if (format == null) {
      return;
    }
    switch (format.type()) {
      case Plain -> {
        if (format.plain() == null) {
          path.field("plain").add("must be defined");
        } else if (format.plain().isEmpty()) {
          path.field("plain").add("must not be empty");
        }
      }
      case Json -> {
        if (format.json() == null) {
          path.field("json").add("must be defined");
        } else if (format.json().isEmpty()) {
          path.field("json").add("must not be empty");
        } else {
          for (int i = 0; i < format.json().size(); i++) {
            checkField(path.field("json").index(i), format.json().get(i));
          }
        }
      }
    }
  }

  private static void checkField(Path path, JsonField field) {
    if (field.key().isEmpty()) {
      path.field("key").add("key cannot be empty");
    }
    if (field.value().isEmpty()) {
      path.field("value").add("value cannot be empty");
    }
    // Envoy gets the texts as they are, so what JSON cannot hold in a string is escaped already.
    if (!isJson("{\"%s\": \"%s\"}".formatted(field.key(), field.value()))) {
      path.add("is not a valid JSON object");
    }
  }

  private static boolean isJson(String text) {
    try {
      CODEC.parseJson(text);
      return true;
    } catch (MalformedJson e) {
      return false;
    }
  }
}
