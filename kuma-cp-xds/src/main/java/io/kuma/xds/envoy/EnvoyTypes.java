package io.kuma.xds.envoy;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the type of what stands in an Any by its name, whichever extension of Envoy it belongs to.
 */
final class EnvoyTypes {
  /** Where the API library keeps the classes of protobuf's packages. */
  private static final Map<String, String> JAVA_PACKAGES =
      Map.of(
          "envoy.", "io.envoyproxy.envoy.",
          "google.protobuf.", "com.google.protobuf.",
          "udpa.", "com.github.udpa.udpa.",
          "xds.", "com.github.xds.");

  /** Types that were found; only those that exist are kept, so users cannot make it grow. */
  private static final Map<String, Message> FOUND = new ConcurrentHashMap<>();

  private EnvoyTypes() {}

  /**
   * What stands in an Any; empty if nobody knows its type, or it cannot be read. What is newer than
   * the API library is not known well enough, for its demands may be newer too.
   */
  static Optional<Message> content(Any any) {
    try {
      Optional<Message> kind = findMessage(any.getTypeUrl());
      return kind.isPresent() && NewerMessages.find(nameIn(any.getTypeUrl())).isEmpty()
          ? Optional.of(kind.get().getParserForType().parseFrom(any.getValue()))
          : Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  /**
   * The type that an Any names.
   *
   * @param url such as {@code type.googleapis.com/envoy.config.cluster.v3.Cluster}
   */
  static Optional<Descriptor> find(String url) {
    return NewerMessages.find(nameIn(url))
        .or(() -> findMessage(url).map(Message::getDescriptorForType));
  }

  /** An empty message of the type that an Any names, as the API library has it. */
  static Optional<Message> findMessage(String url) {
    String name = nameIn(url);
    Message known = FOUND.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Message> found =
        JAVA_PACKAGES.entrySet().stream()
            .filter(entry -> name.startsWith(entry.getKey()))
            .flatMap(
                entry -> load(entry.getValue() + name.substring(entry.getKey().length())).stream())
            .filter(message -> message.getDescriptorForType().getFullName().equals(name))
            .findFirst();
    found.ifPresent(message -> FOUND.put(name, message));
    return found;
  }

  private static String nameIn(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static Optional<Message> load(String className) {
    try {
      Class<?> found = Class.forName(className, false, EnvoyTypes.class.getClassLoader());
      return Message.class.isAssignableFrom(found)
          ? Optional.of((Message) found.getMethod("getDefaultInstance").invoke(null))
          : Optional.empty();
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }
}
