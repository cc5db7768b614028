package io.kuma.xds.envoy;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.kuma.core.memo.Memo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Lets pass what meets all that Envoy's API demands. Remembers, by a hash, which Anys have passed:
 * the listeners of all proxies differ, but have most of their filters in common, and to look into
 * one it has to be parsed. Thread-safe.
 */
public final class ResourceChecks {
  /** Of some hundred bytes each. */
  private static final int REMEMBERED = 10_000;

  private final Memo<String, Boolean> passed = new Memo<>(REMEMBERED);

  /**
   * Lets a resource pass.
   *
   * @param name Envoy's name for it
   * @throws InvalidResource with the kind and the name of the resource, the field, and the demand
   */
  public void check(String name, Message message) {
    Optional<String> problem = EnvoyConstraints.findBrokenWithin(message, this::look);
    if (problem.isPresent()) {
      throw new InvalidResource(
          "%s \"%s\" is not valid: %s"
              .formatted(message.getDescriptorForType().getName(), name, problem.get()));
    }
  }

  private Optional<String> look(Any any) {
    String hash = hash(any);
    if (passed.find(hash).isPresent()) {
      return Optional.empty();
    }
    Optional<String> problem =
        EnvoyTypes.content(any)
            .flatMap(content -> EnvoyConstraints.findBrokenWithin(content, this::look));
    if (problem.isEmpty()) {
      passed.put(hash, true);
    }
    return problem;
  }

  private static String hash(Any any) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(any.getTypeUrl().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(any.getValue().asReadOnlyByteBuffer());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
