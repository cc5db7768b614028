package io.kuma.xds.envoy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import java.util.Map;
import java.util.Optional;

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

  private EnvoyTypes() {}

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
    return JAVA_PACKAGES.entrySet().stream()
        .filter(entry -> name.startsWith(entry.getKey()))
        .flatMap(entry -> load(entry.getValue() + name.substring(entry.getKey().length())).stream())
        .filter(message -> message.getDescriptorForType().getFullName().equals(name))
        .findFirst();
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
